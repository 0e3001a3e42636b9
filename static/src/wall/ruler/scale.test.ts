import { expect, it } from "vitest";
import { flagShares } from "./scale";

it("puts flags side by side, near their moments and inside the strip", () => {
  const shares = flagShares([0.001, 0.01, 0.5, 0.98, 0.99], 0.05).map((each) => +each.toFixed(3));
  expect(shares).toEqual([0.025, 0.075, 0.5, 0.925, 0.975]);
});
