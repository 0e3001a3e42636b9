import { expect, it } from "vitest";
import { standingOf } from "./standing";
import type { TaskHead } from "./types";

const AT = Date.parse("2015-07-10T00:00:00Z");
const WAITS = { escalate_min: 30, unanswered_min: 10 };
const task = (change: Partial<TaskHead> = {}) => ({
  state: "open" as const,
  addressed_at: "2015-07-10T00:00:00Z",
  escalation: 0,
  ...change,
});

it.each([
  [9, {}, "fresh", "none"],
  [10, {}, "silent", "yellow"],
  [30, {}, "silent", "orange"],
  [5, { escalation: 1 }, "silent", "orange"],
  [90, { state: "acknowledged" as const }, "acknowledged", "none"],
  [90, { state: "cannot" as const }, "cannot", "orange"],
  [-20, {}, "fresh", "none"],
])("after %s min %o it is %s", (minutes, change, word, severity) => {
  const found = standingOf(task(change), AT + minutes * 60_000, WAITS);
  expect([found.word, found.severity]).toEqual([word, severity]);
});
