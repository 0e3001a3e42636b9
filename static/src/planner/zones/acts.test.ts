import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Zone } from "../../shared/api/zone_types";

vi.mock("../state/focus", () => ({ enterPanel: () => undefined }));
vi.mock("../../shared/live/link", () => ({ LiveLink: class {} }));
const asked: string[] = [];
vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: () => undefined }));

const acts = await import("./acts");
const picture = await import("../../shared/incident/store");
const store = await import("../state/store");

const zone = { zone_id: "z1", version: 3, name: "虾峙", number: 1, state: "draft" } as Zone;

beforeEach(() => {
  asked.length = 0;
  vi.stubGlobal("fetch", async (path: string, init: RequestInit) => {
    asked.push(`${init.method} ${path} ${init.body ?? ""}`.trim());
    if (init.method === "DELETE") return Response.json({ ...zone, version: 4, state: "deleted" });
    if (init.method === "POST") return Response.json({ ...zone, version: 5 });
    return Response.json({ zones: [{ ...zone, version: 5 }] });
  });
  store.saving.value = false;
  store.forgetWork();
  picture.zones.value = [zone];
  acts.selectZone("z1");
});
afterEach(() => {
  store.deleteAsked.value = false;
});

it("asks before the Delete key deletes a saved zone", async () => {
  acts.askDelete();
  expect(store.saving.value).toBe(false); // nothing is on its way
  expect(store.deleteAsked.value).toBe(true);
  acts.askDelete();
  await vi.waitFor(() => expect(store.draft.value).toBeNull());
  expect(asked[0]).toBe("DELETE /api/v1/zones/z1?version=3");
});

it("brings a deleted zone back by undo, from the version that deleted it", async () => {
  await acts.deleteZone();
  asked.length = 0;
  await acts.undo();
  expect(asked[0]).toBe('POST /api/v1/zones/z1/undo {"version":4}');
  expect(store.draft.value?.zone?.version).toBe(5);
  expect(store.deletedZones.value).toEqual([]);
});

it("takes an undo at once, while the list is still read after a deletion", async () => {
  const answers = globalThis.fetch;
  const reading = () => new Promise<Response>(() => undefined);
  vi.stubGlobal("fetch", (path: string, init: RequestInit) =>
    init.method === "GET" ? reading() : answers(path, init),
  );
  void acts.deleteZone();
  await vi.waitFor(() => expect(store.deletedZones.value).toHaveLength(1));
  void acts.undo();
  await vi.waitFor(() => expect(asked.at(-1)).toContain("/undo"));
});

it("sends one change at a time", async () => {
  const first = acts.deleteZone();
  await acts.deleteZone();
  await first;
  expect(asked.filter((each) => each.startsWith("DELETE"))).toHaveLength(1);
});
