// Shapes of what the wind does where, and of what changed. Times are ISO 8601 in UTC.

import type { Text } from "../i18n/language";

/** How far a request has come: null while it was never asked. */
export type Loaded<T> =
  | { state: "loading" }
  | { state: "failed"; why: string }
  | { state: "here"; value: T };

export interface Stay {
  arrival_at: string;
  departure_at: string | null;
}

/** One force at one place: when it is likely there, the 10 % earliest, how probable, and until when. */
export interface ForceAtPlace {
  stays: Stay[];
  likely_at: string | null;
  earliest_at: string | null;
  probability: number | null;
}

export interface PlaceArrival {
  kind: "village" | "shelter" | "line" | "bridge";
  key: string;
  name: string;
  county: string | null;
  township: string | null;
  lon: number;
  lat: number;
  by_force: Record<string, ForceAtPlace>;
}

export interface Places {
  places: PlaceArrival[];
  method: unknown;
  inputs: unknown;
}

/** How far an ensemble is, and the newest bulletin that what is shown rests on. */
export interface Ensemble {
  state?: string;
  progress_pct?: number;
  known_at?: string | null;
}

/** What an ensemble says of one force: 10 %, half and 90 % of its members. */
export interface Likelihood {
  members?: number;
  probability: number | null;
  earliest_at: string | null;
  likely_at: string | null;
  late_at?: string | null;
  by_agency?: (Omit<Likelihood, "by_agency"> & { agency: string; disagrees: boolean })[];
}

/** `GET /typhoons/{id}/arrival`: one force at a place, by both conventions. */
export interface PlaceWind {
  force: number;
  threshold_ms: number;
  agency: string;
  step: Stay[];
  smooth: Stay[];
  likely_at: string | null;
  earliest_at: string | null;
  already_inside: boolean;
  /** Of all agencies' members; null without a forecast or without the circle. */
  likelihood?: Likelihood | null;
  rule: Text;
  reason: Text | null;
  basis?: { kind: string; issued_at: string; synthetic: boolean };
}

/** Wind at one place over time; a null is a moment of which nothing is known. */
export interface Strip {
  at: string[];
  wind_ms: {
    likely: (number | null)[];
    p10: (number | null)[];
    p90: (number | null)[];
  };
  probability?: Record<string, (number | null)[]>;
  by_force?: Record<string, ForceAtPlace>;
  force_lines?: { force: number; wind_ms: number }[];
  method?: unknown;
}

export type Shapes = GeoJSON.FeatureCollection;

export interface Season {
  season: number;
  storms: number;
}

export interface StormHead {
  storm_id: string;
  name_zh: string;
  name_en: string;
  season: number;
  number?: string | null;
}

export interface SimilarStorm extends StormHead {
  distance_km: number | null;
  time_h: number | null;
}

export interface StormEvent {
  kind: string;
  at: string;
  valid_at: string;
  agency: string;
  expected?: boolean;
  text: Text;
  figures: Record<string, unknown>;
  lon: number | null;
  lat: number | null;
}

export interface ChangeSentence extends Text {
  kind: string;
  figures: Record<string, unknown>;
}

export interface ArrivalShift {
  unit_code: string;
  name: string;
  force: number;
  before_at: string | null;
  after_at: string | null;
  shift_min: number | null;
}

/** A latest start or a recall that moved. */
export interface Moved {
  name: string;
  before_at: string | null;
  after_at: string | null;
  shift_min?: number | null;
  urgency: string;
}

export interface Changes {
  from: { issued_at: string } | null;
  to: { issued_at: string } | null;
  sentences: ChangeSentence[];
  track_shift: Shapes | null;
  arrivals: ArrivalShift[];
  zones: (Moved & { zone_id: string; number: number })[];
  vessels: (Moved & { vessel_id: number; port: string; port_at: string | null })[];
  fleet: { at_sea: number; late_before: number | null; late_after: number | null };
  level: { before: number | null; after: number | null; rule: string[] } | null;
}

export interface FiredRule {
  id: string;
  level: number | null;
  title: Text;
  reasons: Text[];
}

export interface Recommendation {
  agency: string;
  level: number | null;
  rules: FiredRule[];
  /** Rules of other levels that hold as well. */
  also_fired?: FiredRule[];
  not_judged: { id: string; title: Text; missing: Text[] }[];
  default_table: boolean;
  label: Text;
}

export interface SignalSuggestion {
  kind: string;
  colour: string;
  unit_code: string;
  unit_name: string;
  until_at: string | null;
  reason: string | Text;
  rule: string;
  illustrative: boolean;
}

export interface BadRow {
  line: number | null;
  value: string | null;
  reason: string | Text;
}

export interface TyphoonImport {
  format: string;
  changed: boolean | number;
  tracks: {
    storm_id: string;
    name_zh: string;
    agency: string;
    kind: string;
    fixes: number;
    new: number;
    different: number;
    withdrawn: number;
  }[];
  forecasts: {
    given: number;
    written: number;
    latest: { storm_id: string; agency: string; issued_at: string; points: number }[];
  };
  bad_rows: BadRow[];
}

/** `POST /layers/{id}/import`: what a file would do to a layer. */
export interface LayerImport {
  format: string;
  count: number;
  crs: { used: string | null; from_file: string | null };
  crs_question: { crs: string; label: Text; first: CrsReading | null }[] | null;
  mapping: Record<string, string | null>;
  unused: string[];
  good?: number;
  new?: number;
  replaced?: number;
  faults?: { row: number; column: string; reason: Text }[];
  faults_total?: number;
}

export interface CrsReading {
  lon: number;
  lat: number;
  county?: string | null;
  township?: string | null;
  village?: string | null;
}

/** A line of `GET /series`, and a series with what it says. */
export interface SeriesHead {
  series_id: number;
  station: { name: string; lon: number; lat: number };
  illustrative: boolean;
  kind: string;
  unit: string;
}
export interface SeriesValues extends SeriesHead {
  points: { at: string; value: number }[];
  high_waters: { at: string; value: number; surge: number | null }[];
}

/** `POST /typhoons/{id}/fixes`. */
export type EntryAnswer = Partial<TyphoonImport>;
