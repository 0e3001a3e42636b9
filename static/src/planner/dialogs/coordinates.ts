import type { Polygon, Position } from "../../shared/api/types";

export type Reading =
  | { polygon: Polygon }
  | { badLine: number; text: string }
  | { corners: number };

const NUMBER = /-?\d+(?:\.\d+)?/g;
const LEAST = 3;

/** A polygon from lines of "lon, lat"; says which line it cannot read. */
export function readCoordinates(text: string): Reading {
  const ring: Position[] = [];
  const lines = text.split("\n");
  for (const [index, line] of lines.entries()) {
    if (line.trim() === "") continue;
    const place = readPlace(line);
    if (place === null) return { badLine: index + 1, text: line.trim() };
    ring.push(place);
  }
  const [first] = ring;
  const last = ring.at(-1);
  if (first !== undefined && ring.length > 1 && first.join() === last?.join()) ring.pop();
  if (first === undefined || ring.length < LEAST) return { corners: ring.length };
  return { polygon: { type: "Polygon", coordinates: [[...ring, first]] } };
}

function readPlace(line: string): Position | null {
  const numbers = line.match(NUMBER)?.map(Number) ?? [];
  const [lon, lat] = numbers;
  if (numbers.length !== 2 || lon === undefined || lat === undefined) return null;
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 90 ? [lon, lat] : null;
}

/** The outline as lines of "lon, lat". */
export function writeCoordinates(polygon: Polygon | null): string {
  const ring = polygon?.coordinates[0]?.slice(0, -1) ?? [];
  return ring.map(([lon, lat]) => `${lon.toFixed(6)}, ${lat.toFixed(6)}`).join("\n");
}
