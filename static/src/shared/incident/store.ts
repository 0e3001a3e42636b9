// The incident that a screen follows and its picture, on desk, wall and tablet the same.

import { computed, signal } from "@preact/signals";
import type { ClosureView, RollCallList, SilentUnits } from "../api/generated";
import type { Bulletins, Incident, MapLayer, Summary } from "../api/types";
import type { Isochrones, Seats, Typhoon } from "../api/typhoon_types";
import type { Zone } from "../api/zone_types";
import { millis } from "../format/moment";

export const incident = signal<Incident | null>(null);
/** The server says that none is open; not the same as not having read yet. */
export const noIncident = signal(false);
export const layers = signal<MapLayer[]>([]);
export const typhoon = signal<Typhoon | null>(null);
export const seats = signal<Seats | null>(null);
export const isochrones = signal<Isochrones | null>(null);
export const bulletins = signal<Bulletins | null>(null);
export const summary = signal<Summary | null>(null);
export const zones = signal<Zone[]>([]);
export const zonesLoaded = signal(false);
/** What is closed, will close, or was said to be open. */
export const closures = signal<ClosureView[]>([]);

/** Posts that have not acknowledged their task. */
export const silent = signal<SilentUnits | null>(null);

/** Who moved of those whom the orders in force say must. */
export const rollCalls = signal<RollCallList | null>(null);

/** Zones by latest start; those without a deadline last. */
export const zonesByStart = computed(() =>
  [...zones.value].sort((a, b) => startOf(a) - startOf(b) || a.number - b.number),
);

/** A zone's latest start, unix ms; infinite when it has none. */
export const startOf = (zone: Zone): number =>
  millis(zone.answer?.timing.latest_start_at) ?? Number.POSITIVE_INFINITY;

/** Another incident, or none: nothing of the one before may stay on the screen. */
export function forgetPicture(): void {
  for (const part of [incident, typhoon, seats, isochrones, bulletins, summary, silent, rollCalls])
    part.value = null;
  zones.value = [];
  zonesLoaded.value = false;
  closures.value = [];
}
