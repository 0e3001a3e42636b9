// What the typhoon's panel and map parts share beside the storm itself.

import { computed, signal } from "@preact/signals";
import type { Isochrones, Typhoon } from "../../shared/api/typhoon_types";
import type {
  Changes,
  Loaded,
  PlaceWind,
  Recommendation,
  Season,
  Shapes,
  SignalSuggestion,
  SimilarStorm,
  StormEvent,
  StormHead,
  Strip,
} from "../../shared/api/wind_types";
import { typhoon } from "../../shared/incident/store";
import { type AgencyStorm, agencyStorms } from "../../shared/map/typhoon/storm";

export const TABS = ["now", "change", "forecast", "past"] as const;
export type Tab = (typeof TABS)[number];
export const tab = signal<Tab>("now");

/** Every agency's storm, the primary first. */
export const storms = computed<AgencyStorm[]>(() =>
  typhoon.value === null ? [] : agencyStorms(typhoon.value),
);
export const primary = computed(() => storms.value[0]);

/** Tracks that are switched off, by agency and kind. */
export const hiddenTracks = signal<ReadonlySet<string>>(new Set());

export const BROWSER_PARTS = [
  "arrival-10",
  "storm-cone",
  "storm-probability",
  "storm-swath",
] as const;
export type BrowserPart = (typeof BROWSER_PARTS)[number];
/** Parts that are off until somebody asks: each one more would bury the storm. */
export const OFF_AT_FIRST: readonly string[] = ["arrival-10", "storm-probability", "storm-swath"];

/** Which force the probability bands and the swath are of. */
export const bandForce = signal(7);
export const FORCES = [7, 8, 10, 12] as const;
export const BAND_FORCES = [7, 10, 12] as const;

export const isochrones10 = signal<Isochrones | null>(null);
export const cone = signal<Loaded<Shapes> | null>(null);
export const probability = signal<Loaded<Shapes> | null>(null);
export const swath = signal<Loaded<Shapes> | null>(null);

export const stormEvents = signal<StormEvent[]>([]);
export const changes = signal<Loaded<Changes> | null>(null);
/** Which bulletin is compared with the one before it; null is the last. */
export const comparedAt = signal<string | null>(null);
export const recommendation = signal<Recommendation | null>(null);
export const signals = signal<SignalSuggestion[]>([]);

/** The place that was clicked. */
export interface Place {
  lon: number;
  lat: number;
  name: string | null;
}
export const place = signal<Place | null>(null);
export const arrivals = signal<Loaded<PlaceWind[]> | null>(null);
export const strip = signal<Loaded<Strip> | null>(null);

export const seasons = signal<Loaded<Season[]> | null>(null);
export const heads = signal<Loaded<StormHead[]> | null>(null);
export const similar = signal<Loaded<SimilarStorm[]> | null>(null);
export const pastStorms = signal<ReadonlyMap<string, Typhoon>>(new Map());

export const importOpen = signal<"typhoon" | "layer" | null>(null);
export const entryOpen = signal(false);
/** The bulletin being typed, as the map shows it. */
export const entryShapes = signal<Shapes | null>(null);

/** High waters of tide and surge series, where somebody has loaded any. */
export interface HighWater {
  ms: number;
  value: number;
  unit: string;
  station: string;
  lon: number;
  lat: number;
}
export const highWaters = signal<readonly HighWater[]>([]);

/** Water level at the station that speaks on the ruler, with the high waters' own. */
export interface Tide {
  station: string;
  illustrative: boolean;
  unit: string;
  points: { ms: number; value: number }[];
}
export const tide = signal<Tide | null>(null);

/** Another incident: what was told of its storm, and of a place in it, goes. */
export function forgetStorm(): void {
  for (const part of [isochrones10, cone, probability, swath, changes, comparedAt]) {
    part.value = null;
  }
  for (const part of [recommendation, place, arrivals, strip, similar]) part.value = null;
  stormEvents.value = [];
  signals.value = [];
}
