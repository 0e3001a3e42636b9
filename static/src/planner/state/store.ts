// Everything the planner's parts share. Map data is not here: the map holds its own.

import { computed, signal } from "@preact/signals";
import type { Problem } from "../../shared/api/problem";
import type {
  Bulletins,
  Card,
  Incident,
  ListedIncident,
  MapLayer,
  Polygon,
  Summary,
} from "../../shared/api/types";
import type { Isochrones, Seats, Typhoon } from "../../shared/api/typhoon_types";
import type { Due, Exposure, Lead, Zone, ZoneAnswer } from "../../shared/api/zone_types";
import { millis } from "../../shared/format/moment";
import { LiveLink } from "../../shared/live/link";

export const link = new LiveLink();

export const incident = signal<Incident | null>(null);
/** The server says that none is open; not the same as not having read yet. */
export const noIncident = signal(false);
/** Those that are open, the real world's first. */
export const openIncidents = signal<ListedIncident[]>([]);
/** Another incident is being opened beside the one that is shown. */
export const openingAnother = signal(false);
export const layers = signal<MapLayer[]>([]);
export const hiddenLayers = signal<ReadonlySet<string>>(new Set());
export const typhoon = signal<Typhoon | null>(null);
export const seats = signal<Seats | null>(null);
export const isochrones = signal<Isochrones | null>(null);
export const bulletins = signal<Bulletins | null>(null);
export const summary = signal<Summary | null>(null);
export const zones = signal<Zone[]>([]);
export const zonesLoaded = signal(false);

/** The one thing selected: a zone (saved or being drawn) or a feature's card. */
export const selectedZoneId = signal<string | null>(null);
export const card = signal<Card | "loading" | null>(null);

/** A polygon being drawn or changed; its zone is null until saved. */
export interface Draft {
  zone: Zone | null;
  polygon: Polygon;
  name: string;
  lead: Lead | null;
  due: Due;
  dirty: boolean;
}
export const draft = signal<Draft | null>(null);
export const drawing = signal(false);
export const preview = signal<Exposure | null>(null);
export const peopleBefore = signal<number | null>(null);
export const answer = signal<ZoneAnswer | null>(null);
export const computing = signal(false);
/** A zone is being saved, undone or deleted: one change at a time. */
export const saving = signal(false);
/** The first press of Delete, by key or button, was seen; the second does it. */
export const deleteAsked = signal(false);
/** Zones deleted at this desk, newest last: undo brings them back one by one. */
export const deletedZones = signal<readonly Zone[]>([]);

export const problem = signal<Problem | null>(null);
export const searchOpen = signal(false);
export const helpOpen = signal(false);
export const tableOpen = signal(false);

export const selectedZone = computed(
  () => zones.value.find((zone) => zone.zone_id === selectedZoneId.value) ?? null,
);

/** Zones by latest start; those without a deadline last. */
export const zonesByStart = computed(() =>
  [...zones.value].sort((a, b) => startOf(a) - startOf(b) || a.number - b.number),
);

export function startOf(zone: Zone): number {
  return millis(zone.answer?.timing.latest_start_at) ?? Number.POSITIVE_INFINITY;
}

/** What the panel shows: the draft's answer, else the selected zone's. */
export const shownAnswer = computed(() =>
  draft.value === null ? (selectedZone.value?.answer ?? null) : answer.value,
);

/** Another incident, or none: nothing of the one before may stay on the screen. */
export function forgetIncident(): void {
  for (const part of [incident, typhoon, seats, isochrones, bulletins, summary, answer, preview]) {
    part.value = null;
  }
  zones.value = [];
  deletedZones.value = [];
  zonesLoaded.value = false;
  selectedZoneId.value = null;
  card.value = null;
}

export const isLayerShown = (id: string): boolean => !hiddenLayers.value.has(id);

/** Layer id of the hour lines, which the browser draws itself. */
export const ARRIVAL_LAYER = "arrival-7";
