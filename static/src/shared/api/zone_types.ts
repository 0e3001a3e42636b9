// Shapes of evacuation zones and their answers.

import type { Words } from "../i18n/language";
import type { Polygon } from "./types";

export const HAZARDS = ["wind", "surge", "slope", "flood", "dyke", "plume", "other"] as const;
export type Hazard = (typeof HAZARDS)[number];

/** The hazard a zone is drawn against and who leaves; null: those whom it threatens. */
export interface Due {
  hazard: Hazard;
  due_groups: string[] | null;
}

export interface GroupCount {
  code: string;
  zh: string;
  en: string;
  people: number;
  due: boolean;
}

export interface Exposure {
  land: {
    /** Who must leave; `inside` is everybody. */
    people: number;
    inside: number;
    residents: number;
    households: number;
    visitors: number;
    mobility_limited: number;
    groups: GroupCount[];
  };
  sea: {
    vessels: number;
    on_board: number;
    on_board_unknown: number;
    in_port: number;
    stale: number;
    by_kind: Record<string, number>;
  };
  hazard_points: { count: number; keys: string[] };
  risk_areas: { count: number; keys: string[] };
  shelters: {
    count: number;
    free: number;
    items: { code: string; name: string; free: number; status: string }[];
  };
  overlaps: { zone_id: string; number: number; name: string; area_km2: number; people: number }[];
  counted_elsewhere: { people: number };
  area_km2: number;
  villages: { code: string; name: string; people: number }[];
  method: Words;
  inputs: Record<string, string>;
}

export interface UsedShelter {
  code: string;
  name: string;
  assigned: number;
  free_before: number;
  rated: number;
  distance_m: number;
  travel_min: number;
  longest_min: number;
  mode: string;
}

export interface LeftOut {
  village: string;
  people: number;
  why: Words;
}

export interface Assignment {
  demand: number;
  placed: number;
  unplaced: number;
  shelters: UsedShelter[];
  splits: { village: string; pieces: { shelter: string; people: number }[] }[];
  no_room: LeftOut[];
  unreachable: LeftOut[];
  method: Words;
}

export interface ZoneArrival {
  force: number;
  arrival_at: string | null;
  departure_at: string | null;
  step_at: string | null;
  smooth_at: string | null;
  agency: string;
  threshold_ms: number;
  issued_at: string | null;
  synthetic: boolean;
  rule: Words;
  rounding: string;
  assumptions: string[];
}

export interface Cutoff {
  kind: string;
  zh: string;
  en: string;
  name: Words;
  cutoff_at: string;
  needed_min: number;
  latest_start_at: string;
  detail: Words;
  parts: {
    clearance_min: number;
    mobilisation_min: number | null;
    notification_min: number | null;
    buffer_min: number | null;
  };
}

export interface Timing {
  latest_start_at: string | null;
  margin_s: number | null;
  incident_at: string;
  binding: Cutoff | null;
  cutoffs: Cutoff[];
  not_considered: { kind: string; zh: string; en: string; why: Words }[];
}

export interface Lead {
  mobilisation_min: number;
  notification_min: number;
  buffer_min: number;
}

export interface ZoneAnswer {
  exposure: Exposure;
  assignment: Assignment;
  clearance: {
    lower_bound_min: number;
    estimate_min: number;
    naive_min: number;
    used_min: number;
    bottleneck: {
      name: Words;
      kind: string;
      lon: number;
      lat: number;
      people: number;
      hours: number;
    } | null;
    method: Words;
  };
  arrival: Record<string, ZoneArrival | null>;
  timing: Timing;
  lead: Lead;
  versions: Record<string, unknown>;
  elapsed_ms: number;
}

export interface Zone {
  zone_id: string;
  number: number;
  name: string;
  state: "draft" | "deleted";
  version: number;
  polygon: Polygon;
  hazard: Hazard;
  due_groups: string[];
  lead: Lead;
  valid_at: string;
  recorded_at: string;
  changed_by: string;
  answer: ZoneAnswer | null;
}
