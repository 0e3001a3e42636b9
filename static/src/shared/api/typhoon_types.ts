// Shapes of typhoons.

import type { Text } from "../i18n/language";
import type { Position } from "./types";

export interface Radius {
  threshold_ms: number;
  force: number;
  label: Text;
  ne_km: number;
  se_km: number;
  sw_km: number;
  nw_km: number;
  rule: string | null;
  source_text: string | null;
}

interface Point {
  lon: number;
  lat: number;
  pressure_hpa: number | null;
  wind_ms: number | null;
  force: number | null;
  class: string | null;
  radii: Radius[];
  no_radii_reason: Text | null;
}
export type Fix = Point & { fix_at: string };
export type ForecastPoint = Point & { valid_at: string };

export interface Track {
  agency: string;
  kind: string;
  averaging_min: number | null;
  source: string;
  fixes: Fix[];
}

export interface Forecast {
  agency: string;
  issued_at: string;
  synthetic: boolean;
  method: string | null;
  points: ForecastPoint[];
}

export interface Typhoon {
  storm_id: string;
  name_zh: string;
  name_en: string;
  tracks: Track[];
  forecasts: Forecast[];
  warning_lines: { id: string; hours: number; name_zh: string; coordinates: Position[] }[];
}

export interface SeatArrival {
  likely_at: string | null;
  earliest_at: string | null;
  already_inside: boolean;
  agency: string;
  rule: Text;
  reason: Text | null;
}

export interface Seats {
  seats: {
    code: string;
    name: string;
    lon: number;
    lat: number;
    arrivals: Record<string, SeatArrival | null>;
  }[];
  earliest: Record<string, string | null>;
}

export interface Isochrones {
  type: "FeatureCollection";
  agency: string;
  features: {
    type: "Feature";
    properties: { arrival_at: string; force: number };
    geometry: { type: "MultiLineString"; coordinates: Position[][] };
  }[];
}
