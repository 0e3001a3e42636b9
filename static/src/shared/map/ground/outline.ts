// Coast rings in Mercator, each corner with the deviation at which it may be left out.

import { mercatorX, mercatorY } from "../../mercator";

/** A ring of corners: x, y pairs in Mercator units. */
export interface Ring {
  at: Float64Array;
  /** Mercator units: a corner is kept where this is more than what can be seen. */
  weight: Float64Array;
  box: [west: number, north: number, east: number, south: number];
}

/** Every ring of the polygons of a collection. */
export function ringsOf(collection: GeoJSON.FeatureCollection): Ring[] {
  return collection.features.flatMap(({ geometry }) => polygonsOf(geometry).flat().map(ringOf));
}

function polygonsOf(geometry: GeoJSON.Geometry): GeoJSON.Position[][][] {
  if (geometry.type === "Polygon") return [geometry.coordinates];
  return geometry.type === "MultiPolygon" ? geometry.coordinates : [];
}

function ringOf(places: GeoJSON.Position[]): Ring {
  const at = new Float64Array(places.length * 2);
  places.forEach(([lon = 0, lat = 0], index) => {
    at[index * 2] = mercatorX(lon);
    at[index * 2 + 1] = mercatorY(lat);
  });
  return { at, weight: weigh(at), box: boxOf(at) };
}

function boxOf(at: Float64Array): Ring["box"] {
  const box: Ring["box"] = [1, 1, 0, 0];
  for (let i = 0; i < at.length; i += 2) {
    const [x = 0, y = 0] = [at[i], at[i + 1]];
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }
  return box;
}

/** Douglas and Peucker's order of corners: no corner weighs more than the one that split its part. */
function weigh(at: Float64Array): Float64Array {
  const last = at.length / 2 - 1;
  const weight = new Float64Array(last + 1);
  const open: [from: number, to: number, most: number][] = [[0, last, Number.POSITIVE_INFINITY]];
  weight[0] = weight[last] = Number.POSITIVE_INFINITY;
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    const [from, to, most] = part;
    const [corner, away] = farthest(at, from, to);
    if (corner < 0) continue;
    weight[corner] = Math.min(most, away);
    open.push([from, corner, weight[corner] ?? 0], [corner, to, weight[corner] ?? 0]);
  }
  return weight;
}

function farthest(at: Float64Array, from: number, to: number): [corner: number, away: number] {
  let found = -1;
  let most = -1;
  for (let i = from + 1; i < to; i += 1) {
    const away = distance(at, i, from, to);
    if (away > most) [found, most] = [i, away];
  }
  return [found, most];
}

/** From corner `i` to the side between two others. */
function distance(at: Float64Array, i: number, from: number, to: number): number {
  const [ax, ay] = [at[from * 2] ?? 0, at[from * 2 + 1] ?? 0];
  const [dx, dy] = [(at[to * 2] ?? 0) - ax, (at[to * 2 + 1] ?? 0) - ay];
  const [px, py] = [(at[i * 2] ?? 0) - ax, (at[i * 2 + 1] ?? 0) - ay];
  const square = dx * dx + dy * dy;
  const share = square === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / square));
  return Math.hypot(px - share * dx, py - share * dy);
}
