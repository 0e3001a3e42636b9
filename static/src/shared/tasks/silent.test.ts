import { expect, it } from "vitest";
import { countSilent, marksOf } from "./silent";
import type { SilentUnit } from "./types";

const NOW = Date.parse("2015-07-10T01:00:00Z");
const unit = (minutes: number, change: Partial<SilentUnit> = {}): SilentUnit => ({
  unit: "330903100",
  name: `u${minutes}`,
  level: "township",
  lon: 122,
  lat: 30,
  since: new Date(NOW - minutes * 60_000).toISOString(),
  escalation: 0,
  people: 10,
  ...change,
});
const told = (units: SilentUnit[]) => ({ at: "", escalate_min: 30, unanswered_min: 10, units });

it("counts who is silent for ten minutes and more, and names the longest", () => {
  const found = countSilent(told([unit(42, { escalation: 1 }), unit(12), unit(3)]), NOW);
  expect(found).toEqual({ units: 2, longestS: 42 * 60, raised: 1, severity: "orange" });
  expect(countSilent(told([unit(12)]), NOW).severity).toBe("yellow");
  expect(countSilent(told([unit(3)]), NOW).units).toBe(0);
  expect(countSilent(null, NOW).units).toBe(0);
});

it("draws one mark where several would lie over each other, and none without a seat", () => {
  const units = [
    unit(42),
    unit(20, { lon: 122.001 }),
    unit(15, { lon: 123 }),
    unit(14, { lon: null }),
  ];
  const marks = marksOf(told(units), NOW, (lon, lat) => ({ x: lon * 100, y: lat * 100 }), 20);
  expect(marks.map((each) => each.severity)).toEqual(["orange", "yellow"]);
});
