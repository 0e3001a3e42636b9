import { expect, it } from "vitest";
import type { Cutoff } from "../../shared/api/zone_types";
import { groupCutoffs } from "./cutoff_groups";

const cutoff = (kind: string, name: string, hour: number) =>
  ({ kind, name, latest_start_at: `2015-07-10T0${hour}:00:00Z` }) as Cutoff;

it("gives a kind one row, its tightest, however many there are", () => {
  const given = [cutoff("bridge", "a", 4), cutoff("ferry", "b", 3), cutoff("bridge", "c", 2)];
  const told = groupCutoffs(given).map(({ first, others }) => [first.name, others.length]);
  expect(told).toEqual([
    ["c", 1],
    ["b", 0],
  ]);
});
