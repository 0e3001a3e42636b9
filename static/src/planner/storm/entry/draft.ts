// A bulletin as it is typed: texts until they are numbers. Pure, so that every fault can be checked.

import type { Position } from "../../../shared/api/types";
import { type Key, say } from "../../../shared/i18n/say";
import { collection, feature } from "../../../shared/map/typhoon/features";
import { quadrantRing } from "../../../shared/map/typhoon/quadrants";

export interface RadiiTexts {
  thresholdMs: number;
  force: number;
  ne: string;
  se: string;
  sw: string;
  nw: string;
}

export interface PointTexts {
  leadH: string;
  lon: string;
  lat: string;
  pressure: string;
  wind: string;
}

export interface EntryTexts {
  agency: string;
  kind: string;
  /** Beijing time as it is typed: 2015-07-10 02:00. */
  at: string;
  averaging: string;
  lon: string;
  lat: string;
  pressure: string;
  wind: string;
  radii: RadiiTexts[];
  forecast: PointTexts[];
}

export interface Fault {
  field: string;
  text: string;
}

/** Lower bounds of forces 7, 10 and 12 in m/s: the national thresholds of the circles. */
const THRESHOLDS: [force: number, ms: number][] = [
  [7, 13.9],
  [10, 24.5],
  [12, 32.7],
];

export const NO_POINT: PointTexts = { leadH: "", lon: "", lat: "", pressure: "", wind: "" };

/** An empty bulletin of the moment. */
export function emptyEntry(agency: string, atMs: number): EntryTexts {
  return {
    agency,
    kind: "operational",
    at: beijingText(atMs),
    averaging: "2",
    lon: "",
    lat: "",
    pressure: "",
    wind: "",
    radii: THRESHOLDS.map(([force, thresholdMs]) => ({
      force,
      thresholdMs,
      ne: "",
      se: "",
      sw: "",
      nw: "",
    })),
    forecast: [24, 48].map((lead) => ({ ...NO_POINT, leadH: String(lead) })),
  };
}

const HOUR = 3_600_000;

/** "2015-07-10 02:00" of a moment, in Beijing time, to the full hour. */
export function beijingText(ms: number): string {
  const hour = Math.floor(ms / HOUR) * HOUR;
  return new Date(hour + 8 * HOUR).toISOString().slice(0, 16).replace("T", " ");
}

/** ISO moment in UTC of a Beijing text; null where it is none. */
export function utcOf(text: string): string | null {
  const parts = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})$/.exec(text.trim());
  const ms = parts === null ? Number.NaN : Date.parse(`${parts[1]}T${parts[2]}:00+08:00`);
  return Number.isNaN(ms) ? null : new Date(ms).toISOString().replace(".000Z", "Z");
}

interface Limit {
  name: Key;
  low: number;
  high: number;
}
const LON: Limit = { name: "entry.lon", low: -180, high: 180 };
const LAT: Limit = { name: "entry.lat", low: -60, high: 60 };
const PRESSURE: Limit = { name: "entry.pressure", low: 850, high: 1030 };
const WIND: Limit = { name: "entry.wind", low: 0, high: 110 };
const RADIUS: Limit = { name: "entry.radii", low: 0, high: 1500 };
const LEAD: Limit = { name: "entry.lead", low: 1, high: 240 };

/** What is wrong with a text that must hold a number; null for nothing. */
function faultOf(text: string, limit: Limit, needed: boolean): string | null {
  const field = say(limit.name);
  if (text.trim() === "") return needed ? say("entry.fault.missing", { field }) : null;
  const value = Number(text);
  if (Number.isNaN(value)) return say("entry.fault.number", { field });
  const { low, high } = limit;
  if (value < low || value > high) return say("entry.fault.range", { field, low, high });
  return null;
}

const QUADRANTS = ["ne", "se", "sw", "nw"] as const;
const isGiven = (point: PointTexts): boolean =>
  [point.lon, point.lat, point.pressure, point.wind].some((text) => text.trim() !== "");
const hasRadii = (radii: RadiiTexts): boolean =>
  QUADRANTS.some((quadrant) => radii[quadrant].trim() !== "");

/** Every fault, by the field it stands beside. */
export function faultsOf(entry: EntryTexts): Fault[] {
  const faults: Fault[] = [];
  const check = (field: string, text: string, limit: Limit, needed: boolean) => {
    const told = faultOf(text, limit, needed);
    if (told !== null) faults.push({ field, text: told });
  };
  if (entry.agency.trim() === "") {
    const field = say("entry.agency");
    faults.push({ field: "agency", text: say("entry.fault.missing", { field }) });
  }
  if (utcOf(entry.at) === null) {
    faults.push({ field: "at", text: say("entry.fault.missing", { field: say("entry.at") }) });
  }
  check("lon", entry.lon, LON, true);
  check("lat", entry.lat, LAT, true);
  check("pressure", entry.pressure, PRESSURE, false);
  check("wind", entry.wind, WIND, false);
  for (const radii of entry.radii.filter(hasRadii)) {
    for (const quadrant of QUADRANTS) {
      check(`radii.${radii.force}.${quadrant}`, radii[quadrant], RADIUS, true);
    }
  }
  entry.forecast.forEach((point, index) => {
    if (!isGiven(point)) return;
    check(`forecast.${index}.leadH`, point.leadH, LEAD, true);
    check(`forecast.${index}.lon`, point.lon, LON, true);
    check(`forecast.${index}.lat`, point.lat, LAT, true);
    check(`forecast.${index}.pressure`, point.pressure, PRESSURE, false);
    check(`forecast.${index}.wind`, point.wind, WIND, false);
  });
  const leads = entry.forecast.filter(isGiven).map((point) => Number(point.leadH));
  if (leads.some((lead, index) => index > 0 && lead <= (leads[index - 1] ?? 0))) {
    faults.push({ field: "forecast", text: say("entry.fault.order") });
  }
  return faults;
}

const numberOrNull = (text: string): number | null => (text.trim() === "" ? null : Number(text));

/** The body of `POST /typhoons/{id}/fixes`. Only for an entry without faults. */
export function bodyOf(entry: EntryTexts): Record<string, unknown> {
  const at = utcOf(entry.at) ?? "";
  return {
    agency: entry.agency.trim(),
    kind: entry.kind,
    fix_at: at,
    averaging_min: Number(entry.averaging),
    lon: Number(entry.lon),
    lat: Number(entry.lat),
    pressure_hpa: numberOrNull(entry.pressure),
    wind_ms: numberOrNull(entry.wind),
    radii: entry.radii.filter(hasRadii).map((radii) => ({
      threshold_ms: radii.thresholdMs,
      ne_km: Number(radii.ne),
      se_km: Number(radii.se),
      sw_km: Number(radii.sw),
      nw_km: Number(radii.nw),
    })),
    forecast: entry.forecast.filter(isGiven).map((point) => ({
      valid_at: new Date(Date.parse(at) + Number(point.leadH) * HOUR)
        .toISOString()
        .replace(".000Z", "Z"),
      lon: Number(point.lon),
      lat: Number(point.lat),
      pressure_hpa: numberOrNull(point.pressure),
      wind_ms: numberOrNull(point.wind),
      radii: [],
    })),
  };
}

function placeOf(lon: string, lat: string): Position | null {
  if (faultOf(lon, LON, true) !== null || faultOf(lat, LAT, true) !== null) return null;
  return [Number(lon), Number(lat)];
}

/** What the map shows of it so far: every part that is already sound. */
export function shapesOf(entry: EntryTexts): GeoJSON.FeatureCollection {
  const centre = placeOf(entry.lon, entry.lat);
  if (centre === null) return collection([]);
  const ahead = entry.forecast.flatMap((point) => placeOf(point.lon, point.lat) ?? []);
  const points: Position[] = [centre];
  for (let i = 0; i + 1 < ahead.length; i += 2) points.push([ahead[i] ?? 0, ahead[i + 1] ?? 0]);
  const features = points.map((place) => feature({ type: "Point", coordinates: place }, {}));
  if (points.length > 1) features.push(feature({ type: "LineString", coordinates: points }, {}));
  return collection([...features, ...rings(entry, centre)]);
}

function rings(entry: EntryTexts, [lon, lat]: Position): GeoJSON.Feature[] {
  return entry.radii.filter(hasRadii).flatMap((radii) => {
    const km = QUADRANTS.map((quadrant) => Number(radii[quadrant]) || 0);
    const [ne = 0, se = 0, sw = 0, nw = 0] = km;
    const ring = quadrantRing(lon, lat, [ne, se, sw, nw]);
    if (ring === null) return [];
    return [feature({ type: "LineString", coordinates: ring }, { force: radii.force })];
  });
}
