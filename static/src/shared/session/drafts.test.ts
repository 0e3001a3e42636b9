import { beforeEach, expect, it, vi } from "vitest";
import { hasDraft, keepDrafts, offerDraft, takeDraft } from "./drafts";

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal("sessionStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
});

const HOUR = 3600_000;

it("gives unsaved work back to the same person, once", () => {
  offerDraft("zone", () => ({ name: "台门" }));
  expect(hasDraft()).toBe(true);
  keepDrafts("wang", 0);
  expect(takeDraft("zone", "wang", HOUR)).toEqual({ name: "台门" });
  expect(takeDraft("zone", "wang", HOUR)).toBeNull();
});

it("gives nobody another person's work, nor an old watch's", () => {
  offerDraft("zone", () => ({ name: "台门" }));
  keepDrafts("wang", 0);
  expect(takeDraft("zone", "li", HOUR)).toBeNull();
  expect(takeDraft("zone", "wang", HOUR)).toBeNull();
  keepDrafts("wang", 0);
  expect(takeDraft("zone", "wang", 13 * HOUR)).toBeNull();
});

it("keeps nothing when there is nothing", () => {
  offerDraft("zone", () => null);
  expect(hasDraft()).toBe(false);
  keepDrafts("wang", 0);
  expect(takeDraft("zone", "wang", 1)).toBeNull();
});
