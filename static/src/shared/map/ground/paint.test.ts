import { expect, it } from "vitest";
import { bandShare } from "./paint";

it("thins the shore bands from afar and holds them near by", () => {
  expect(bandShare(5)).toBeCloseTo(0.1);
  expect(bandShare(8.5)).toBeCloseTo(0.7);
  expect(bandShare(10)).toBe(2);
  expect(bandShare(14)).toBe(2);
  expect(bandShare(9.25)).toBeGreaterThan(bandShare(8.5));
});
