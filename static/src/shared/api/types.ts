// Shapes of the HTTP API. Times are ISO 8601 in UTC; null is missing.

import type { LayerSpecification } from "maplibre-gl";
import type { Text, Words } from "../i18n/language";

export type Position = [number, number];
export interface Polygon {
  type: "Polygon";
  coordinates: Position[][];
}

export interface Incident {
  incident_id: number;
  name: string;
  kind: string;
  exercise: boolean;
  world_id: number;
  storm_id: string | null;
  closed_at: string | null;
  label: "public" | "internal" | "sensitive";
  clock: {
    anchor_real_at: string;
    anchor_incident_at: string;
    rate: number;
    span: [string, string] | null;
  };
  real_at: string;
  incident_at: string;
  response: Response[];
}

/** An incident in the list of them: what it is, not how it stands. */
export type ListedIncident = Pick<
  Incident,
  "incident_id" | "name" | "exercise" | "world_id" | "closed_at"
>;

/** A response level in force; null: below the lowest level, preparing. */
export interface Response {
  track: string;
  title: Text;
  level: number | null;
  issuer_unit: string;
  started_at: string;
}

export interface LegendEntry {
  value: string | number | null;
  label: Text;
  symbol: string | null;
  fill: { color: string | null; opacity: number; hatch: boolean } | null;
  line: {
    color: string;
    width: number;
    dash: number[] | null;
    casing: string | null;
    opacity: number;
  } | null;
  dot: { color: string; radius: number; outline: string | null; hollow: boolean } | null;
}

export interface MapLayer {
  /** Whoever asks may import files into it. */
  importable: boolean;
  id: string;
  title: Text;
  group: Text & { id: string };
  order: number;
  geometry: "point" | "line" | "polygon" | "none";
  key: string;
  name_field: string;
  fields: { name: string; label: Text; kind: string; unit: string | null }[];
  legend: LegendEntry[];
  style: LayerSpecification[];
  refresh: { kind: string; seconds?: number; kinds?: string[] };
  zoom: [number, number];
  count: number;
  at: string;
  illustrative: boolean;
  source: Text;
  tiles: string | null;
  wall: boolean;
  default_on: boolean;
}

export interface Card {
  layer: string;
  key: string;
  title: string;
  fields: { name: string; label: Text; value: unknown; text: Words; unit: string | null }[];
  geometry: GeoJSON.Geometry | null;
  township: string | null;
  county: string | null;
  illustrative: boolean;
  source: Text;
}

export interface SearchResult {
  layer: string;
  key: string;
  name: string;
  kind_label: Text;
  township: string | null;
  county: string | null;
  lon: number | null;
  lat: number | null;
}

export interface Feed {
  id: string;
  title: Text;
  last_at: string | null;
  age_s: number | null;
  expected_s: number;
  state: "fine" | "stale" | "silent";
  counters: {
    stored: number;
    duplicate: number;
    undecodable: number;
    rejected: Record<string, number>;
    [name: string]: number | Record<string, number>;
  };
}

/** Something that is wrong with the system itself; its words are ours. */
export interface Trouble {
  code: string;
  since: string;
  figure: number;
}

export interface Summary {
  at: string;
  zones: { zones: number; people_due: number; unplaced: number; sea_people_due: number };
  shelters: Record<string, number>;
  vessels: {
    vessels: number;
    in_port: number;
    at_sea: number;
    stale: number;
    lost: number;
    on_board_at_sea: number;
  };
}

export interface Bulletins {
  last: { issued_at: string; agency: string; age_s: number } | null;
  next_due_at: string | null;
  overdue?: boolean;
}

export interface NearestShelter {
  code: string;
  name: string;
  lon: number;
  lat: number;
  distance_m: number;
  free: number;
  rated_capacity: number;
  occupied: number;
  status: string;
  address: string | null;
  keeper: string | null;
  keeper_phone: string | null;
  same_land: boolean;
}

export interface LiveEvent {
  seq: number;
  kind: string;
  subject: string;
  payload: Record<string, unknown>;
  valid_at: string;
}
