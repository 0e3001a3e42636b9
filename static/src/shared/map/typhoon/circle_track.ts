// A storm's centre and one wind circle in time. The rule is the server's (app/typhoon/track.py):
// between fixes centre and quadrant radii are linear; where one end has no circle, radii ramp.

export type Quadrants = [ne: number, se: number, sw: number, nw: number];

export interface CircleFix {
  ms: number;
  lon: number;
  lat: number;
  radiiKm: Quadrants | null;
}

export interface CircleState {
  lon: number;
  lat: number;
  radiiKm: Quadrants;
  /** True where the radii are ramped over a gap of the source. */
  assumed: boolean;
}

const NONE: Quadrants = [0, 0, 0, 0];

/** The circle at a moment; null outside the track. */
export function circleAt(fixes: readonly CircleFix[], ms: number): CircleState | null {
  const next = fixes.findIndex((fix) => fix.ms >= ms);
  const to = fixes[next];
  if (to === undefined) return null;
  const from = fixes[next - 1];
  if (from === undefined) {
    if (to.ms !== ms) return null;
    return { lon: to.lon, lat: to.lat, radiiKm: to.radiiKm ?? NONE, assumed: to.radiiKm === null };
  }
  return between(from, to, (ms - from.ms) / (to.ms - from.ms));
}

function between(from: CircleFix, to: CircleFix, share: number): CircleState {
  const mix = (a: number, b: number) => a + (b - a) * share;
  const start = from.radiiKm ?? NONE;
  const end = to.radiiKm ?? NONE;
  return {
    lon: mix(from.lon, unwrapped(to.lon, from.lon)),
    lat: mix(from.lat, to.lat),
    radiiKm: [
      mix(start[0], end[0]),
      mix(start[1], end[1]),
      mix(start[2], end[2]),
      mix(start[3], end[3]),
    ],
    assumed: from.radiiKm === null || to.radiiKm === null,
  };
}

/** `lon` on the same turn of the globe as `near`. */
export function unwrapped(lon: number, near: number): number {
  return lon + Math.round((near - lon) / 360) * 360;
}
