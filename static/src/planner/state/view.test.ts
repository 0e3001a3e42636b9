import { expect, it } from "vitest";
import { placeAsked } from "./view";

it("a link from a register opens the map at its place, and nothing else does", () => {
  expect(placeAsked("#place=122.1118,30.02216")).toEqual({
    center: [122.1118, 30.02216],
    zoom: 14,
  });
  for (const hash of ["", "#place=", "#place=310,30", "#place=122.1,30;x", "#zone=3"])
    expect(placeAsked(hash)).toBeNull();
});
