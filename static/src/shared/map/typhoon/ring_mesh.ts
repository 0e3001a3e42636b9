// A wind circle as triangles: a fan for its fill, a strip of constant pixel width for its line.

import { mercatorY } from "../../live/movers";
import type { Quadrants } from "./circle_track";
import { quadrantRing } from "./quadrants";

/** Floats of a line's vertex: x, y, then the direction across the line. */
export const LINE_FLOATS = 4;
export const FILL_FLOATS = 2;

export interface RingMesh {
  /** Mercator coordinates the vertices are relative to: float32 holds metres only near by. */
  originX: number;
  originY: number;
  /** Triangle fan: the centre, then the ring. */
  fill: Float32Array;
  /** Triangle strip: each corner twice, once to either side. */
  line: Float32Array;
}

const mercatorX = (lon: number): number => (lon + 180) / 360;

/** The mesh of one circle; null when every radius is zero. */
export function ringMesh(lon: number, lat: number, radiiKm: Quadrants): RingMesh | null {
  const ring = quadrantRing(lon, lat, radiiKm);
  if (ring === null) return null;
  const originX = mercatorX(lon);
  const originY = mercatorY(lat);
  const corners = Float64Array.from(
    distinct(ring).flatMap(([x, y]) => [mercatorX(x) - originX, mercatorY(y) - originY]),
  );
  return { originX, originY, fill: fan(corners), line: strip(corners) };
}

const SAME_DEG = 1e-7; // a centimetre: two quadrants of one radius meet in one corner

/** The ring without corners that repeat the one before: a side without length has no direction. */
function distinct(ring: [number, number][]): [number, number][] {
  return ring.filter(([x, y], index) => {
    const before = ring[index - 1];
    return before === undefined || Math.abs(before[0] - x) + Math.abs(before[1] - y) > SAME_DEG;
  });
}

function fan(corners: Float64Array): Float32Array {
  const fill = new Float32Array(corners.length + FILL_FLOATS);
  fill.set(corners, FILL_FLOATS);
  return fill;
}

/** The ring is closed: its last corner is its first. Directions are of the mean of both sides. */
function strip(corners: Float64Array): Float32Array {
  const count = corners.length / 2;
  const line = new Float32Array(count * 2 * LINE_FLOATS);
  for (let i = 0; i < count; i += 1) {
    const [nx, ny] = across(corners, i, count - 1);
    for (const side of [1, -1]) {
      const at = (i * 2 + (side === 1 ? 0 : 1)) * LINE_FLOATS;
      line[at] = corners[i * 2] ?? 0;
      line[at + 1] = corners[i * 2 + 1] ?? 0;
      line[at + 2] = nx * side;
      line[at + 3] = ny * side;
    }
  }
  return line;
}

const SHARPEST = 2; // a mitre longer than this is cut, as at the radial steps

function across(corners: Float64Array, i: number, sides: number): [number, number] {
  const before = unit(corners, (i - 1 + sides) % sides, i % sides);
  const after = unit(corners, i % sides, (i + 1) % sides);
  const x = before[0] + after[0];
  const y = before[1] + after[1];
  const length = Math.hypot(x, y) || 1;
  const half = Math.max(1 / SHARPEST, length / 2);
  return [-y / length / half, x / length / half];
}

function unit(corners: Float64Array, from: number, to: number): [number, number] {
  const x = (corners[to * 2] ?? 0) - (corners[from * 2] ?? 0);
  const y = (corners[to * 2 + 1] ?? 0) - (corners[from * 2 + 1] ?? 0);
  const length = Math.hypot(x, y) || 1;
  return [x / length, y / length];
}
