// What the wall shows, read at a steady pace: nobody touches it.

import { computed, signal } from "@preact/signals";
import { type Answered, get, type Query } from "../../shared/api/client";
import { follow, named } from "../../shared/api/followed";
import { asProblem } from "../../shared/api/problem";
import type { Bulletins, Incident, LiveEvent, MapLayer, Summary } from "../../shared/api/types";
import type { Isochrones, Seats, Typhoon } from "../../shared/api/typhoon_types";
import type { Changes, Recommendation, Shapes } from "../../shared/api/wind_types";
import type { Zone } from "../../shared/api/zone_types";
import { incidentNow, realNow, setAnchor, takeClock } from "../../shared/clock";
import { millis } from "../../shared/format/moment";
import { LiveLink } from "../../shared/live/link";
import { agencyStorms } from "../../shared/map/typhoon/storm";

export const link = new LiveLink();
export const incident = signal<Incident | null>(null);
export const noIncident = signal(false);
export const layers = signal<MapLayer[]>([]);
export const typhoon = signal<Typhoon | null>(null);
export const seats = signal<Seats | null>(null);
export const isochrones = signal<Isochrones | null>(null);
export const bulletins = signal<Bulletins | null>(null);
export const summary = signal<Summary | null>(null);
export const changes = signal<Changes | null>(null);
export const recommendation = signal<Recommendation | null>(null);
export const cone = signal<Shapes | null>(null);
export const zones = signal<Zone[]>([]);
export const events = signal<LiveEvent[]>([]);

const EVENTS_SHOWN = 3;
const STEADY_MS = 5_000;

const MAP_BEAT_MS = 5_000;
const beat = computed(() => Math.floor(realNow.value / MAP_BEAT_MS));

/** The moment the map draws: names settle between beats, they could not at one a second. */
export const mapMoment = computed(() => {
  void beat.value;
  void incident.value;
  return incidentNow.peek();
});

/** The primary agency's storm. */
export const storm = computed(() =>
  typhoon.value === null ? undefined : agencyStorms(typhoon.value)[0],
);

/** Zones by the latest moment to start; those without a deadline last. */
export const zonesByStart = computed(() =>
  [...zones.value].sort((a, b) => latest(a) - latest(b) || a.number - b.number),
);

/** A zone's latest start, unix ms; infinite when it has none. */
export const latest = (zone: Zone): number =>
  millis(zone.answer?.timing.latest_start_at) ?? Number.POSITIVE_INFINITY;

/** The old value stays when a read fails: the lost link itself is what the wall shows then. */
async function read<P extends string>(
  path: P,
  take: (value: Answered<"GET", P>) => void,
  query: Query = {},
): Promise<void> {
  await get(path, query).then(take, () => undefined);
}

/** Read everything once. */
export async function readAll(): Promise<void> {
  await readIncident();
  await Promise.all([
    read("/layers", (answer) => {
      layers.value = answer.layers as MapLayer[];
    }),
    readSteadily(),
  ]);
}

const NONE_SHOWN = new Set(["E-INC-001", "E-INC-002"]);

/** A wall shows the incident that its address names, else whichever the server shows by default.
 * That none is open, or none that this wall may show, is an answer; a failed read is not. */
async function readIncident(): Promise<void> {
  try {
    const value = await get("/incident", { incident: named });
    if (value.closed_at !== null) {
      showNone();
      return;
    }
    follow(value.incident_id);
    if (incident.value?.incident_id !== value.incident_id) forget();
    noIncident.value = false;
    incident.value = value;
    takeClock(value);
  } catch (error) {
    if (NONE_SHOWN.has(asProblem(error).code)) showNone();
  }
}

function showNone(): void {
  follow(undefined);
  forget();
  noIncident.value = true;
  setAnchor(Date.now(), 1);
}

/** Nothing of another incident stays on the wall. */
function forget(): void {
  for (const part of [incident, typhoon, seats, isochrones, bulletins, summary]) part.value = null;
  for (const part of [changes, recommendation, cone]) part.value = null;
  zones.value = [];
  briefedAt = null;
}

/** What changes with the clock. */
export async function readSteadily(): Promise<void> {
  if (noIncident.value) return;
  const id = incident.value?.storm_id;
  await Promise.all([
    read("/summary", (value) => {
      summary.value = value;
    }),
    read("/zones", (answer) => {
      zones.value = answer.zones.filter((zone) => zone.state !== "deleted");
    }),
    ...(id ? [readStorm(id)] : []),
  ]);
}

async function readStorm(id: string): Promise<void> {
  await Promise.all([
    read(`/typhoons/${id}`, (value) => {
      typhoon.value = value;
    }),
    read(`/typhoons/${id}/seats`, (value) => {
      seats.value = value;
    }),
    read(
      `/typhoons/${id}/isochrones`,
      (value) => {
        isochrones.value = value;
      },
      { force: 7 },
    ),
    read("/bulletins", (value) => {
      bulletins.value = value;
    }),
  ]);
  const issued = bulletins.value?.last?.issued_at ?? null;
  if (issued === briefedAt) return;
  briefedAt = issued;
  await readBriefing(id);
}

let briefedAt: string | null = null;

/** What only a new bulletin changes. */
async function readBriefing(id: string): Promise<void> {
  await Promise.all([
    read(`/typhoons/${id}/changes`, (value) => {
      changes.value = value;
    }),
    read("/responses", ({ recommended }) => {
      recommendation.value = recommended;
    }),
    read(`/typhoons/${id}/cone`, (value) => {
      cone.value = value;
    }),
  ]);
}

/** Number after which the events to show begin. */
export async function eventsFrom(): Promise<number> {
  let last = 0;
  const after = Number.MAX_SAFE_INTEGER;
  await read(
    "/events",
    (answer) => {
      last = answer.last_seq;
    },
    { after },
  );
  return Math.max(0, last - EVENTS_SHOWN);
}

const CHANGES_ALL: ReadonlySet<string> = new Set([
  "clock_changed",
  "response_changed",
  "incident_opened",
  "incident_closed",
  "incident_relabelled",
]);

/** Keep the newest events, latest first. */
export function noteEvent(event: LiveEvent): void {
  events.value = [event, ...events.value].slice(0, EVENTS_SHOWN);
  if (CHANGES_ALL.has(event.kind)) void readAll();
}

/** Read on and on, never two at once. */
export function keepReading(): void {
  const again = async () => {
    if (link.state.value !== "lost") await (noIncident.value ? readAll() : readSteadily());
    setTimeout(again, STEADY_MS);
  };
  setTimeout(again, STEADY_MS);
}
