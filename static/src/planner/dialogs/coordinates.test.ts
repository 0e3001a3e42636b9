import { expect, it } from "vitest";
import { readCoordinates, writeCoordinates } from "./coordinates";

const SQUARE = "122.30, 29.94\n122.31\t29.94\n122.31 29.95\n";

it("reads pasted lines however they are separated, and closes the ring", () => {
  const reading = readCoordinates(SQUARE);
  expect("polygon" in reading && reading.polygon.coordinates[0]).toEqual([
    [122.3, 29.94],
    [122.31, 29.94],
    [122.31, 29.95],
    [122.3, 29.94],
  ]);
});

it("says which line it cannot read", () => {
  expect(readCoordinates("122.3, 29.9\n310.2 122.3\n1,2")).toEqual({
    badLine: 2,
    text: "310.2 122.3",
  });
});

it("wants three corners", () => {
  expect(readCoordinates("122.3, 29.9\n122.4, 29.9\n122.3, 29.9")).toEqual({ corners: 2 });
});

it("writes what it reads", () => {
  const reading = readCoordinates(SQUARE);
  const text = "polygon" in reading ? writeCoordinates(reading.polygon) : "";
  expect(readCoordinates(text)).toEqual(reading);
});
