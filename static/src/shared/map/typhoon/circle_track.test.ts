import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { circleAt, type Quadrants } from "./circle_track";
import { quadrantRing } from "./quadrants";

interface Storm {
  name: string;
  fixes: { hour: number; lon: number; lat: number; radii_km: Quadrants | null }[];
  states: { hour: number; lon: number; lat: number; radii_km: Quadrants; assumed: boolean }[];
}

const HOUR = 3_600_000;
const file = new URL("../../../../../tests/data/wind_vectors.json", import.meta.url);
const storms: Storm[] = JSON.parse(readFileSync(file, "utf8"));

describe.each(storms)("$name", ({ fixes, states }) => {
  const track = fixes.map((fix) => ({
    ms: fix.hour * HOUR,
    lon: fix.lon,
    lat: fix.lat,
    radiiKm: fix.radii_km,
  }));

  it("has centre and radii as the server computes them", () => {
    for (const state of states) {
      const own = circleAt(track, state.hour * HOUR);
      expect(own?.lat).toBeCloseTo(state.lat, 6);
      const turn = ((own?.lon ?? Number.NaN) - state.lon) / 360;
      expect(turn - Math.round(turn)).toBeCloseTo(0, 8);
      own?.radiiKm.forEach((km, i) => {
        expect(km).toBeCloseTo(state.radii_km[i] ?? Number.NaN, 4);
      });
    }
  });
});

describe("quadrantRing", () => {
  it("steps at the axes: four arcs of constant radius, north-east first", () => {
    const ring = quadrantRing(122, 30, [300, 200, 100, 50]) ?? [];
    expect(ring[0]?.[1]).toBeGreaterThan(32.6);
    expect(ring[30]?.[0]).toBeGreaterThan(ring[31]?.[0] ?? 999);
    expect(ring.at(-1)).toEqual(ring[0]);
  });

  it("is nothing without any radius", () => {
    expect(quadrantRing(122, 30, [0, 0, 0, 0])).toBeNull();
  });
});
