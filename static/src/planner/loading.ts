// Reads from the server, each again when an event says that it changed.

import { get } from "../shared/api/client";
import { asProblem } from "../shared/api/problem";
import type { Bulletins, Incident, LiveEvent, MapLayer, Summary } from "../shared/api/types";
import type { Isochrones, Seats, Typhoon } from "../shared/api/typhoon_types";
import type { Zone } from "../shared/api/zone_types";
import { takeClock } from "../shared/clock";
import * as store from "./store";
import { readStormNews } from "./storm/loading";
import { OFF_AT_FIRST } from "./storm/store";

/** Run a read; what fails is shown and the old value stays. */
async function read<T>(path: string, take: (value: T) => void): Promise<void> {
  try {
    take(await get<T>(path));
  } catch (error) {
    store.problem.value = asProblem(error);
  }
}

export const readIncident = () =>
  read<Incident>("/incident", (incident) => {
    store.incident.value = incident;
    takeClock(incident);
  });

export const readLayers = () =>
  read<{ layers: MapLayer[] }>("/layers", ({ layers }) => {
    if (store.layers.value.length === 0) {
      store.hiddenLayers.value = new Set([
        ...layers.filter((l) => !l.default_on).map((l) => l.id),
        ...OFF_AT_FIRST,
      ]);
    }
    store.layers.value = layers;
  });

export const readZones = () =>
  read<{ zones: Zone[] }>("/zones", ({ zones }) => {
    store.zones.value = zones.filter((zone) => zone.state !== "deleted");
    store.zonesLoaded.value = true;
  });

export const readBulletins = () =>
  read<Bulletins>("/bulletins", (bulletins) => {
    store.bulletins.value = bulletins;
  });

export const readSummary = () =>
  read<Summary>("/summary", (summary) => {
    store.summary.value = summary;
  });

/** The storm with its arrivals. */
export async function readStorm(): Promise<void> {
  const id = store.incident.value?.storm_id;
  if (id === null || id === undefined) return;
  await Promise.all([
    read<Typhoon>(`/typhoons/${id}`, (typhoon) => {
      store.typhoon.value = typhoon;
    }),
    read<Seats>(`/typhoons/${id}/seats`, (seats) => {
      store.seats.value = seats;
    }),
    read<Isochrones>(`/typhoons/${id}/isochrones?force=7`, (lines) => {
      store.isochrones.value = lines;
    }),
    readBulletins(),
    readStormNews(),
  ]);
}

/** Everything, in the order in which it is needed. */
export async function readAll(): Promise<void> {
  await Promise.all([readIncident(), readLayers()]);
  await Promise.all([readStorm(), readZones(), readSummary()]);
}

const READERS: Record<string, () => Promise<void>> = {
  clock_changed: readAll,
  zone_changed: readZones,
  zone_deleted: readZones,
  zone_answered: readZones,
  layer_imported: readLayers,
  typhoon_imported: readStorm,
  bulletin_issued: readStorm,
  response_changed: readIncident,
  change_briefed: readStormNews,
  storm_event: readStormNews,
};

const GATHER_MS = 250;
const due = new Set<() => Promise<void>>();

/** Read again what an event changed; events that come together are read for once. */
export function onEvent(event: LiveEvent): void {
  const reader = READERS[event.kind];
  if (reader === undefined) return;
  if (due.size === 0) {
    setTimeout(() => {
      const readers = due.has(readAll) ? [readAll] : [...due];
      due.clear();
      for (const each of readers) void each();
    }, GATHER_MS);
  }
  due.add(reader);
}

/** The number of the last event there is: what came before is in what was read. */
export async function lastEvent(): Promise<number> {
  const found = await get<{ last_seq: number }>("/events", {
    after: Number.MAX_SAFE_INTEGER,
  }).catch(
    () => ({ last_seq: 0 }), // replaying everything is slower but right
  );
  return found.last_seq;
}

const STORM_MS = 20_000;

/** Bulletins of a replayed storm come with its clock, so the storm is read at a steady pace too. */
export function keepStormFresh(): () => void {
  const timer = setInterval(() => {
    if (!document.hidden) void Promise.all([readStorm(), readZones(), readSummary()]);
  }, STORM_MS);
  return () => clearInterval(timer);
}
