import { expect, test } from "vitest";
import { dropped, floorPx, scaleOf } from "./scale";

test("eight metres from a wall of 4.8 m needs 43 to 44 px, as the design works it out", () => {
  expect(floorPx(8, 4.8)).toBeGreaterThan(42);
  expect(floorPx(8, 4.8)).toBeLessThan(44);
});

test("a farther seat makes the letters grow in proportion", () => {
  expect(scaleOf("?seat_m=16&width_m=4.8", 3840).text).toBeCloseTo(2 * (floorPx(8, 4.8) / 44), 5);
});

test("nonsense in the address is not taken", () => {
  expect(scaleOf("?seat_m=-3&width_m=x", 1920)).toEqual(scaleOf("", 1920));
});

test("the storm goes before the events, and neither map nor zones ever go", () => {
  expect([...dropped(1.4)]).toEqual(["feeds-fine", "shelters", "storm"]);
  expect(dropped(1).size).toBe(0);
});
