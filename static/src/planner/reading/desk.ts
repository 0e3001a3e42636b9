// Reads from the server, each again when an event says that it changed.

import { follow, followed, goToIncident, named } from "../../shared/api/followed";
import { asProblem } from "../../shared/api/problem";
import type { LiveEvent, MapLayer } from "../../shared/api/types";
import * as reading from "../../shared/incident/reading";
import { askIncident, read, takeIncident } from "../../shared/incident/reading";
import * as picture from "../../shared/incident/store";
import { forgetClosures } from "../state/closures";
import { orders } from "../state/orders";
import { forgetProposal } from "../state/proposal";
import { responses, tablesChanged } from "../state/response";
import * as store from "../state/store";
import { forgetStorm, OFF_AT_FIRST } from "../state/storm";
import { readClosures } from "./closures";
import { readOrders } from "./orders";
import { readResponses } from "./response";
import { readStormNews } from "./storm";

/** What fails is shown. */
const fail = (error: unknown) => {
  store.problem.value = asProblem(error);
};

/** The same of what the panel itself stands on: it says so, and offers to read again. */
const failPicture = (error: unknown) => {
  store.unread.value = asProblem(error);
  fail(error);
};

/** The incident that is followed.
 *
 * The desk keeps to the one it began with while that is open: another that opens meanwhile must
 * not slip under a hand that draws.
 */
export async function readIncident(): Promise<void> {
  try {
    const incident = await askIncident();
    const over = incident === null ? followed() !== undefined : incident.closed_at !== null;
    if (over && named === undefined) return await readAnother();
    if (takeIncident(incident)) forgetAll();
    store.link.follow(followed());
    store.unread.value = null;
  } catch (error) {
    failPicture(error);
  }
}

/** Ours is over, or not for us any more: whichever is shown by default. */
async function readAnother(): Promise<void> {
  follow(undefined);
  await readIncident();
}

/** Which others there are to change to. */
const readOpenIncidents = () =>
  read(
    fail,
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
  orders.value = [];
  store.forgetWork();
  forgetStorm();
  forgetClosures();
  forgetProposal();
}

export const readLayers = () =>
  read(fail, "/layers", ({ layers }) => {
    if (picture.layers.value.length === 0) {
      store.hiddenLayers.value = new Set([
        ...layers.filter((l) => !l.default_on).map((l) => l.id),
        ...OFF_AT_FIRST,
      ]);
    }
    picture.layers.value = layers as MapLayer[];
  });

export const readZones = async (): Promise<void> => {
  if (!picture.noIncident.value) await reading.readZones(fail);
};

const readSummary = async (): Promise<void> => {
  if (!picture.noIncident.value) await reading.readSummary(fail);
};

const readSilent = async (): Promise<void> => {
  if (!picture.noIncident.value) await reading.readSilent(fail);
};

/** The storm with what is reckoned of it, and the responses to it. */
export async function readStorm(): Promise<void> {
  const id = picture.incident.value?.storm_id;
  if (id === null || id === undefined) return;
  await Promise.all([readResponses(), reading.readStorm(failPicture, id), readStormNews()]);
}

/** Everything, in the order in which it is needed. */
export async function readAll(): Promise<void> {
  await readIncident();
  await Promise.all([readLayers(), readOpenIncidents()]);
  const parts = [
    readStorm,
    readZones,
    readSummary,
    readOwnResponses,
    readClosures,
    readOrders,
    readSilent,
  ];
  await Promise.all(parts.map((read) => read()));
}

/** An incident without a storm has responses too; with one they are read beside it. */
const readOwnResponses = async (): Promise<void> => {
  if (picture.incident.value?.storm_id === null) await readResponses();
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

/** A closure times every zone again, and zones are timed as they are read. */
async function readClosed(): Promise<void> {
  await Promise.all([readClosures(), readZones(), readSummary()]);
}

const READERS: Record<string, () => Promise<void>> = {
  clock_changed: readAll,
  incident_opened: readAll,
  incident_closed: readAll,
  incident_relabelled: readAll,
  zone_changed: readZones,
  zone_deleted: readZones,
  zone_answered: readZones,
  closure_changed: readClosed,
  layer_imported: readLayers,
  typhoon_imported: readStorm,
  bulletin_issued: readStorm,
  response_changed: readResponse,
  response_drafted: readResponses,
  document_changed: readOrders,
  task_changed: readSilent,
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

const STORM_MS = 20_000;

/** Bulletins of a replayed storm come with its clock, so the storm is read at a steady pace too. */
export function keepStormFresh(): () => void {
  const timer = setInterval(() => {
    if (!document.hidden)
      void Promise.all([readStorm(), readZones(), readSummary(), readClosures()]);
  }, STORM_MS);
  return () => clearInterval(timer);
}
