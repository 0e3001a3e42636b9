// A storm as the map draws it: which points are observed, which forecast, at a moment.

import type { Fix, Forecast, ForecastPoint, Radius, Track, Typhoon } from "../../api/typhoon_types";
import type { CircleFix } from "./circle_track";

export interface StormPoint {
  ms: number;
  lon: number;
  lat: number;
  pressureHpa: number | null;
  windMs: number | null;
  force: number | null;
  strength: string | null;
  forecast: boolean;
  radii: Radius[];
}

export interface AgencyStorm {
  /** Agency and kind: operational and best track stand side by side. */
  key: string;
  agency: string;
  track: Track;
  forecast: Forecast | null;
  points: StormPoint[];
  forces: number[];
}

const observed = (fix: Fix): StormPoint => ({
  ...common(fix),
  ms: Date.parse(fix.fix_at),
  forecast: false,
});
const expected = (point: ForecastPoint): StormPoint => ({
  ...common(point),
  ms: Date.parse(point.valid_at),
  forecast: true,
});

function common(point: Fix | ForecastPoint) {
  return {
    lon: point.lon,
    lat: point.lat,
    pressureHpa: point.pressure_hpa,
    windMs: point.wind_ms,
    force: point.force,
    strength: point.class,
    radii: point.radii,
  };
}

/** Each agency's storm, the first one being the primary. */
export function agencyStorms(typhoon: Typhoon): AgencyStorm[] {
  const told = new Set<string>();
  const tracked = typhoon.tracks.map((track) => {
    const own = newestOf(typhoon.forecasts, track.agency);
    const forecast = told.has(track.agency) ? null : own; // one track of an agency carries it
    told.add(track.agency);
    return agencyStorm(track, forecast);
  });
  const others = new Set(typhoon.forecasts.map((each) => each.agency).filter((a) => !told.has(a)));
  const lonely = [...others].flatMap((agency) => newestOf(typhoon.forecasts, agency) ?? []);
  return [...tracked, ...lonely.map((each) => agencyStorm(nothingObserved(each), each))];
}

function newestOf(forecasts: readonly Forecast[], agency: string): Forecast | null {
  const own = forecasts.filter((each) => each.agency === agency);
  return own.reduce<Forecast | null>(
    (best, each) => (best !== null && best.issued_at >= each.issued_at ? best : each),
    null,
  );
}

function nothingObserved(forecast: Forecast): Track {
  const { agency } = forecast;
  return { agency, kind: "forecast", averaging_min: null, source: "", fixes: [] };
}

function agencyStorm(track: Track, forecast: Forecast | null): AgencyStorm {
  const past = track.fixes.map(observed);
  const last = past.at(-1)?.ms ?? Number.NEGATIVE_INFINITY;
  const points = [...past, ...(forecast?.points ?? []).map(expected).filter((p) => p.ms > last)];
  const forces = [...new Set(points.flatMap((p) => p.radii.map((r) => r.force)))];
  return {
    key: `${track.agency}/${track.kind}`,
    agency: track.agency,
    track,
    forecast,
    points,
    forces: forces.sort((a, b) => a - b),
  };
}

/** The fixes of one force's circle. */
export function circleFixes(storm: AgencyStorm, force: number): CircleFix[] {
  return storm.points.map((point) => {
    const radius = point.radii.find((each) => each.force === force);
    return {
      ms: point.ms,
      lon: point.lon,
      lat: point.lat,
      radiiKm:
        radius === undefined ? null : [radius.ne_km, radius.se_km, radius.sw_km, radius.nw_km],
    };
  });
}

/** The circle's name in the words of the source, from the newest point that has one by `ms`. */
export function circleLabel(storm: AgencyStorm, force: number, ms: number): Radius | null {
  const having = storm.points.filter((p) => p.radii.some((r) => r.force === force));
  const point = having.filter((p) => p.ms <= ms).at(-1) ?? having[0];
  return point?.radii.find((r) => r.force === force) ?? null;
}

/** The last point at or before a moment. */
export function pointAt(storm: AgencyStorm, ms: number): StormPoint | null {
  return storm.points[pointsBy(storm, ms) - 1] ?? null;
}

/** How many points there are by a moment. */
export function pointsBy(storm: AgencyStorm, ms: number): number {
  const next = storm.points.findIndex((point) => point.ms > ms);
  return next === -1 ? storm.points.length : next;
}

const EARTH_KM = 6371;
const RAD = Math.PI / 180;
const COMPASS_ZH = ["北", "东北", "东", "东南", "南", "西南", "西", "西北"];
const COMPASS_EN = ["N", "NE", "E", "SE", "S", "SW", "W", "NW"];

export interface Motion {
  speedKmh: number;
  towards: { zh: string; en: string };
}

/** Speed and direction between the points around a moment; null where the track ends. */
export function motionAt(storm: AgencyStorm, ms: number): Motion | null {
  const index = storm.points.findIndex((point) => point.ms > ms);
  const to = storm.points[index];
  const from = storm.points[index - 1];
  if (to === undefined || from === undefined) return null;
  const east = (to.lon - from.lon) * Math.cos(((from.lat + to.lat) / 2) * RAD);
  const north = to.lat - from.lat;
  const km = Math.hypot(east, north) * RAD * EARTH_KM;
  const octant = (Math.round(Math.atan2(east, north) / RAD / 45) + 8) % 8;
  return {
    speedKmh: km / ((to.ms - from.ms) / 3_600_000),
    towards: { zh: COMPASS_ZH[octant] ?? "", en: COMPASS_EN[octant] ?? "" },
  };
}
