// Reads from the server, each again when an event says that it changed.

import { type Answered, get, type Query } from "../../shared/api/client";
import { follow, followed, goToIncident, named } from "../../shared/api/followed";
import { asProblem } from "../../shared/api/problem";
import type { LiveEvent, MapLayer } from "../../shared/api/types";
import { setAnchor, takeClock } from "../../shared/clock";
import { responses, tablesChanged } from "../state/response";
import * as store from "../state/store";
import { forgetStorm, OFF_AT_FIRST } from "../state/storm";
import { readResponses } from "./response";
import { readStormNews } from "./storm";

/** Run a read; what fails is shown and the old value stays. */
async function read<P extends string>(
  path: P,
  take: (value: Answered<"GET", P>) => void,
  query: Query = {},
): Promise<void> {
  try {
    take(await get(path, query));
  } catch (error) {
    store.problem.value = asProblem(error);
  }
}

const NONE_OPEN = "E-INC-002";
const NOT_SHOWN = "E-INC-001";

/** The incident that is followed. That there is none is an answer, not a fault.
 *
 * The desk keeps to the one it began with while that is open: another that opens meanwhile must
 * not slip under a hand that draws.
 */
export async function readIncident(): Promise<void> {
  try {
    const incident = await get("/incident");
    if (incident.closed_at !== null && named === undefined) {
      await readAnother();
      return;
    }
    keepTo(incident.incident_id);
    if (store.incident.value?.incident_id !== incident.incident_id) forgetAll();
    store.noIncident.value = false;
    store.incident.value = incident;
    takeClock(incident);
  } catch (error) {
    const problem = asProblem(error);
    if (problem.code === NOT_SHOWN && named === undefined && followed() !== undefined) {
      await readAnother();
      return;
    }
    if (problem.code !== NONE_OPEN && problem.code !== NOT_SHOWN) {
      store.problem.value = problem;
      return;
    }
    keepTo(undefined);
    forgetAll();
    store.noIncident.value = true;
    setAnchor(Date.now(), 1);
  }
}

function keepTo(id: number | undefined): void {
  follow(id);
  store.link.follow(followed());
}

/** Ours is over, or not for us any more: whichever is shown by default. */
async function readAnother(): Promise<void> {
  follow(undefined);
  await readIncident();
}

/** Which others there are to change to. */
const readOpenIncidents = () =>
  read(
    "/incidents",
    ({ incidents }) => {
      store.openIncidents.value = incidents
        .filter((each) => each.closed_at === null)
        .sort((a, b) => Number(a.exercise) - Number(b.exercise));
    },
    { limit: 500 },
  );

function forgetAll(): void {
  responses.value = null;
  store.forgetIncident();
  forgetStorm();
}

/** As `read`, for what belongs to an incident: without one there is nothing to ask. */
async function readOpen<P extends string>(
  path: P,
  take: (value: Answered<"GET", P>) => void,
): Promise<void> {
  if (!store.noIncident.value) await read(path, take);
}

export const readLayers = () =>
  read("/layers", ({ layers }) => {
    if (store.layers.value.length === 0) {
      store.hiddenLayers.value = new Set([
        ...layers.filter((l) => !l.default_on).map((l) => l.id),
        ...OFF_AT_FIRST,
      ]);
    }
    store.layers.value = layers as MapLayer[];
  });

export const readZones = () =>
  readOpen("/zones", ({ zones }) => {
    store.zones.value = zones.filter((zone) => zone.state !== "deleted");
    store.zonesLoaded.value = true;
  });

export const readBulletins = () =>
  read("/bulletins", (bulletins) => {
    store.bulletins.value = bulletins;
  });

export const readSummary = () =>
  readOpen("/summary", (summary) => {
    store.summary.value = summary;
  });

/** The storm with its arrivals. */
export async function readStorm(): Promise<void> {
  const id = store.incident.value?.storm_id;
  if (id === null || id === undefined) return;
  await Promise.all([
    readResponses(),
    read(`/typhoons/${id}`, (typhoon) => {
      store.typhoon.value = typhoon;
    }),
    read(`/typhoons/${id}/seats`, (seats) => {
      store.seats.value = seats;
    }),
    read(
      `/typhoons/${id}/isochrones`,
      (lines) => {
        store.isochrones.value = lines;
      },
      { force: 7 },
    ),
    readBulletins(),
    readStormNews(),
  ]);
}

/** Everything, in the order in which it is needed. */
export async function readAll(): Promise<void> {
  await readIncident();
  await Promise.all([readLayers(), readOpenIncidents()]);
  await Promise.all([readStorm(), readZones(), readSummary(), readOwnResponses()]);
}

/** An incident without a storm has responses too; with one they are read beside it. */
const readOwnResponses = async (): Promise<void> => {
  if (store.incident.value?.storm_id === null) await readResponses();
};

/** The level in the head, and what waits behind it. */
const readResponse = async (): Promise<void> => {
  await Promise.all([readIncident(), readResponses()]);
};

/** An office's value or table changed: what it recommends, and the tables on screen. */
async function readConfigured(): Promise<void> {
  tablesChanged.value += 1;
  await Promise.all([readResponse(), readStorm()]);
}

const READERS: Record<string, () => Promise<void>> = {
  clock_changed: readAll,
  incident_opened: readAll,
  incident_closed: readAll,
  incident_relabelled: readAll,
  zone_changed: readZones,
  zone_deleted: readZones,
  zone_answered: readZones,
  layer_imported: readLayers,
  typhoon_imported: readStorm,
  bulletin_issued: readStorm,
  response_changed: readResponse,
  response_drafted: readResponses,
  configuration_changed: readConfigured,
  change_briefed: readStormNews,
  storm_event: readStormNews,
};

const GATHER_MS = 250;
const due = new Set<() => Promise<void>>();

/** Read again what an event changed; events that come together are read for once. */
export function onEvent(event: LiveEvent): void {
  if (event.kind === "incident_closed" && Number(event.subject) === named) {
    goToIncident(undefined); // the page's address named it
    return;
  }
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
  const found = await get("/events", {
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
