import { expect, it } from "vitest";
import type { Cutoff } from "../../shared/api/zone_types";
import { groupCutoffs } from "./cutoff_groups";

const cutoff = (kind: string, name: string, hour: number, passed = false) =>
  ({ kind, name, passed, latest_start_at: `2015-07-10T0${hour}:00:00Z` }) as Cutoff;

it("gives a kind one row, its tightest, however many there are", () => {
  const given = [cutoff("bridge", "a", 4), cutoff("ferry", "b", 3), cutoff("bridge", "c", 2)];
  const told = groupCutoffs(given).map(({ first, others }) => [first.name, others.length]);
  expect(told).toEqual([
    ["c", 1],
    ["b", 0],
  ]);
});

it("lets no cut-off that has passed stand for its kind while another is to come", () => {
  const given = [cutoff("ferry", "stopped", 1, true), cutoff("ferry", "sails", 5)];
  const [told] = groupCutoffs(given);
  expect([told?.first.name, told?.others.map((each) => each.name)]).toEqual(["sails", ["stopped"]]);
});
