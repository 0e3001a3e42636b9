// What the planner's parts share beside the incident's picture. Map data is not here: the map holds its own.

import { computed, signal } from "@preact/signals";
import type { Problem } from "../../shared/api/problem";
import type { Card, ListedIncident, Polygon } from "../../shared/api/types";
import type { Due, Exposure, Lead, Zone, ZoneAnswer } from "../../shared/api/zone_types";
import { zones } from "../../shared/incident/store";
import { LiveLink } from "../../shared/live/link";

export const link = new LiveLink();

/** Those that are open, the real world's first. */
export const openIncidents = signal<ListedIncident[]>([]);
/** Another incident is being opened beside the one that is shown. */
export const openingAnother = signal(false);
export const hiddenLayers = signal<ReadonlySet<string>>(new Set());

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
/** Why the incident or its storm could not be read the last time. */
export const unread = signal<Problem | null>(null);
export const searchOpen = signal(false);
export const helpOpen = signal(false);
export const tableOpen = signal(false);

export const selectedZone = computed(
  () => zones.value.find((zone) => zone.zone_id === selectedZoneId.value) ?? null,
);

/** What the panel shows: the draft's answer, else the selected zone's. */
export const shownAnswer = computed(() =>
  draft.value === null ? (selectedZone.value?.answer ?? null) : answer.value,
);

/** Another incident, or none: nothing that was done in the one before may stay on the screen. */
export function forgetWork(): void {
  for (const part of [answer, preview, selectedZoneId, card]) part.value = null;
  deletedZones.value = [];
}

export const isLayerShown = (id: string): boolean => !hiddenLayers.value.has(id);

/** Layer id of the hour lines, which the browser draws itself. */
export const ARRIVAL_LAYER = "arrival-7";
