import { describe, expect, it } from "vitest";
import { type Ring, ringsOf } from "./outline";

const polygon = (ring: [number, number][]): GeoJSON.FeatureCollection => ({
  type: "FeatureCollection",
  features: [
    { type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: [ring] } },
  ],
});

/** A square with a small notch in its lower side. */
const NOTCHED = polygon([
  [0, 0], [5, 0], [5.01, 0.01], [5.02, 0], [10, 0], [10, 10], [0, 10], [0, 0],
]); // biome-ignore format: a ring

const kept = (ring: Ring, least: number): number =>
  ring.weight.filter((weight) => weight >= least).length;

describe("a ring's corners by weight", () => {
  const [ring] = ringsOf(NOTCHED) as [Ring];

  it("keeps all of them where everything can be seen", () => {
    expect(kept(ring, 0)).toBe(8);
  });

  it("drops the notch first and keeps the square's corners", () => {
    const seen = 0.1 / 360;
    expect(kept(ring, seen)).toBe(5);
  });

  it("never gives a corner more weight than the one that split its part", () => {
    const inner = ring.weight.subarray(1, -1);
    expect(Math.max(...inner)).toBeLessThan(Number.POSITIVE_INFINITY);
  });

  it("knows the box the ring lies in", () => {
    const [west, north, east, south] = ring.box;
    expect([west, east]).toEqual([0.5, 190 / 360]);
    expect(north).toBeLessThan(south);
  });
});

it("takes nothing from points and lines", () => {
  const point: GeoJSON.FeatureCollection = {
    type: "FeatureCollection",
    features: [
      { type: "Feature", properties: {}, geometry: { type: "Point", coordinates: [1, 2] } },
    ],
  };
  expect(ringsOf(point)).toEqual([]);
});
