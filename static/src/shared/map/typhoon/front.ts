// The front: when force 7 arrives, as one tint that eases out over ten hours, made from hour lines.

import type { Isochrones } from "../../api/typhoon_types";
import { mercatorY } from "../../mercator";
import { token } from "../../theme/theme";
import type { Tint } from "./wind_paint";

const WEST = 119.5;
const SOUTH = 27.5;
const EAST = 125;
const NORTH = 32.5;
const COLUMNS = 66;
const ROWS = 66;
const BEHIND = 0.5; // where the wind has arrived the circles speak, not the front
const FADE_MS = 10 * 3_600_000;

interface HourLine {
  ms: number;
  points: Float64Array;
}

/** The tint as seen at `now`; none without hour lines. */
export function frontOf(lines: Isochrones | null, now: number): Tint | null {
  if (lines === null || lines.features.length < 2) return null;
  const picture = document.createElement("canvas");
  picture.width = COLUMNS;
  picture.height = ROWS;
  const ctx = picture.getContext("2d");
  if (ctx === null) return null;
  ctx.putImageData(tint(ctx, hourLines(lines), now), 0, 0);
  return { picture, box: [WEST, SOUTH, EAST, NORTH] };
}

function hourLines(lines: Isochrones): HourLine[] {
  return lines.features.map((feature) => ({
    ms: Date.parse(feature.properties.arrival_at),
    points: Float64Array.from(feature.geometry.coordinates.flat(2)),
  }));
}

function tint(ctx: CanvasRenderingContext2D, lines: HourLine[], now: number): ImageData {
  const [red, green, blue] = rgb(token("wind"));
  const strength = Number(token("front"));
  const earliest = Math.max(now, Math.min(...lines.map((line) => line.ms)));
  const image = ctx.createImageData(COLUMNS, ROWS);
  for (let row = 0; row < ROWS; row += 1) {
    const lat = latitudeOfRow(row);
    for (let col = 0; col < COLUMNS; col += 1) {
      const lon = WEST + ((col + 0.5) / COLUMNS) * (EAST - WEST);
      const late = (arrivalAt(lines, lon, lat) - earliest) / FADE_MS;
      const share = late < 0 ? BEHIND : Math.max(0, 1 - late);
      image.data.set([red, green, blue, 255 * strength * share * share], (row * COLUMNS + col) * 4);
    }
  }
  return image;
}

/** Rows are even in Mercator, as the map stretches the picture. */
function latitudeOfRow(row: number): number {
  const top = mercatorY(NORTH);
  const y = top + ((row + 0.5) / ROWS) * (mercatorY(SOUTH) - top);
  return (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
}

/** Between the two nearest hour lines, by distance. */
function arrivalAt(lines: HourLine[], lon: number, lat: number): number {
  let near = { ms: 0, away: Number.POSITIVE_INFINITY };
  let next = near;
  for (const line of lines) {
    const away = distanceTo(line.points, lon, lat);
    if (away < near.away) [near, next] = [{ ms: line.ms, away }, near];
    else if (away < next.away) next = { ms: line.ms, away };
  }
  const sum = near.away + next.away;
  return sum === 0 ? near.ms : (near.ms * next.away + next.ms * near.away) / sum;
}

function distanceTo(points: Float64Array, lon: number, lat: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < points.length; i += 2) {
    const x = ((points[i] ?? 0) - lon) * 0.866;
    const y = (points[i + 1] ?? 0) - lat;
    const square = x * x + y * y;
    if (square < best) best = square;
  }
  return Math.sqrt(best);
}

function rgb(hex: string): [number, number, number] {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}
