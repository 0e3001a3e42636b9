// A wind circle's outline: four quarter arcs with radial steps at the axes, never an ellipse.

import type { Quadrants } from "./circle_track";

const EARTH_KM = 6371.0088;
const STEP_DEG = 3;
const RAD = Math.PI / 180;

/** The place `km` away on a great circle in direction `bearing` (degrees). */
export function destination(
  lon: number,
  lat: number,
  bearing: number,
  km: number,
): [number, number] {
  const d = km / EARTH_KM;
  const phi = lat * RAD;
  const theta = bearing * RAD;
  const phi2 = Math.asin(
    Math.sin(phi) * Math.cos(d) + Math.cos(phi) * Math.sin(d) * Math.cos(theta),
  );
  const dLon = Math.atan2(
    Math.sin(theta) * Math.sin(d) * Math.cos(phi),
    Math.cos(d) - Math.sin(phi) * Math.sin(phi2),
  );
  return [lon + dLon / RAD, phi2 / RAD];
}

/** The closed outline; null when every radius is zero. */
export function quadrantRing(
  lon: number,
  lat: number,
  radiiKm: Quadrants,
): [number, number][] | null {
  if (radiiKm.every((km) => km <= 0)) return null;
  const ring: [number, number][] = [];
  radiiKm.forEach((km, quadrant) => {
    for (let turn = 0; turn <= 90; turn += STEP_DEG) {
      ring.push(destination(lon, lat, quadrant * 90 + turn, km));
    }
  });
  const first = ring[0];
  if (first !== undefined) ring.push(first);
  return ring;
}
