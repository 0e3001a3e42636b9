import { beforeEach, expect, it, vi } from "vitest";
import type { ClosureView } from "../../shared/api/generated";
import type { Zone, ZoneAnswer } from "../../shared/api/zone_types";

vi.mock("../state/focus", () => ({ enterPanel: () => undefined }));
vi.mock("../../shared/live/link", () => ({ LiveLink: class {} }));
vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: () => undefined }));
const asked: string[] = [];
vi.stubGlobal("fetch", async (path: string) => {
  asked.push(path);
  return Response.json({ elapsed_ms: 9 });
});

const acts = await import("./acts");
const store = await import("../state/store");
const { closures, zones } = await import("../../shared/incident/store");
const { keepAnswerFresh } = await import("./fresh_answer");
keepAnswerFresh();

const answered = (ms: number) => ({ elapsed_ms: ms }) as ZoneAnswer;
const zone = (version: number, ms: number) =>
  ({ zone_id: "z1", version, number: 1, state: "draft", answer: answered(ms) }) as Zone;
const closed = (entry_id: number) => [{ entry_id, standing: "closed" } as ClosureView];

beforeEach(() => {
  asked.length = 0;
  store.forgetWork();
  zones.value = [zone(3, 1)];
  acts.selectZone("z1");
});

it("shows a selected zone's newer answer as soon as it is read", () => {
  zones.value = [zone(3, 2)];
  expect(store.answer.value?.elapsed_ms).toBe(2);
  expect(asked).toEqual([]);
});

it("leaves an answer alone while its zone is being changed, or was changed by another", () => {
  zones.value = [zone(4, 2)];
  expect(store.answer.value?.elapsed_ms).toBe(1);
  if (store.draft.value !== null) store.draft.value = { ...store.draft.value, dirty: true };
  zones.value = [zone(3, 3)];
  expect(store.answer.value?.elapsed_ms).toBe(1);
});

it("asks again for what is being changed when a way was closed", async () => {
  if (store.draft.value !== null) store.draft.value = { ...store.draft.value, dirty: true };
  closures.value = closed(1);
  await vi.waitFor(() => expect(store.answer.value?.elapsed_ms).toBe(9));
  closures.value = closed(1);
  expect(asked).toEqual(["/api/v1/zones/answer"]);
});
