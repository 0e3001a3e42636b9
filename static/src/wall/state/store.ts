// What the wall shows beside the incident's picture, read at a steady pace: nobody touches it.

import { computed, signal } from "@preact/signals";
import { named } from "../../shared/api/followed";
import { asProblem } from "../../shared/api/problem";
import type { LiveEvent, MapLayer } from "../../shared/api/types";
import type { Changes, Recommendation, Shapes } from "../../shared/api/wind_types";
import { incidentNow, realNow } from "../../shared/clock";
import {
  askIncident,
  type Fail,
  lastEvent,
  quietly,
  read,
  readClosures,
  readRollCalls,
  readSilent,
  readStorm,
  readSummary,
  readZones,
  takeIncident,
} from "../../shared/incident/reading";
import { bulletins, incident, layers, noIncident, typhoon } from "../../shared/incident/store";
import { LiveLink } from "../../shared/live/link";
import { agencyStorms } from "../../shared/map/typhoon/storm";

export const link = new LiveLink();
export const changes = signal<Changes | null>(null);
export const recommendation = signal<Recommendation | null>(null);
export const cone = signal<Shapes | null>(null);
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

/** Since when (real ms) a round of reads has not succeeded; null while all is read. */
export const unreadSince = signal<number | null>(null);
let failedAt = 0;

/** That there is none of something is an answer; what else fails leaves old figures on the wall. */
const fail: Fail = (error) => {
  if (NONE_OF_IT.has(asProblem(error).status)) return;
  failedAt = Date.now();
  unreadSince.value ??= failedAt;
};
const NONE_OF_IT = new Set([404, 409, 422]);

/** Read everything once. */
export async function readAll(): Promise<void> {
  const began = Date.now();
  await readIncident();
  await Promise.all([
    read(quietly, "/layers", (answer) => {
      layers.value = answer.layers as MapLayer[];
    }),
    readSteadily(began),
  ]);
}

/** A wall shows the incident that its address names, else whichever the server shows by default;
 * none that is over. */
async function readIncident(): Promise<void> {
  try {
    const asked = await askIncident({ incident: named });
    if (takeIncident(asked?.closed_at === null ? asked : null)) forgetBriefing();
  } catch (error) {
    fail(error);
  }
}

function forgetBriefing(): void {
  for (const part of [changes, recommendation, cone]) part.value = null;
  briefedAt = null;
}

/** What changes with the clock. */
async function readSteadily(began = Date.now()): Promise<void> {
  const current = incident.value;
  const id = current?.storm_id;
  if (current !== null) {
    const storm = id ? [readStormWithBriefing(id)] : [];
    const picture = [readSummary, readZones, readClosures, readSilent, readRollCalls];
    await Promise.all([...picture.map((each) => each(fail)), ...storm]);
  }
  if (failedAt < began && (current !== null || noIncident.value)) unreadSince.value = null;
}

let briefedAt: string | null = null;

async function readStormWithBriefing(id: string): Promise<void> {
  await readStorm(fail, id);
  const issued = bulletins.value?.last?.issued_at ?? null;
  if (issued === briefedAt) return;
  briefedAt = issued;
  await readBriefing(id);
}

/** What only a new bulletin changes. */
async function readBriefing(id: string): Promise<void> {
  await Promise.all([
    read(quietly, `/typhoons/${id}/changes`, (value) => {
      changes.value = value;
    }),
    read(quietly, "/responses", ({ recommended }) => {
      recommendation.value = recommended;
    }),
    read(quietly, `/typhoons/${id}/cone`, (value) => {
      cone.value = value;
    }),
  ]);
}

/** Number after which the events to show begin. */
export const eventsFrom = async (): Promise<number> =>
  Math.max(0, (await lastEvent()) - EVENTS_SHOWN);

const CHANGES_ALL: ReadonlySet<string> = new Set([
  "clock_changed",
  "response_changed",
  "incident_opened",
  "incident_closed",
  "incident_relabelled",
]);

/** What of a task is told by itself; answers are a number in the side panel. */
const TOLD_STEPS: ReadonlySet<unknown> = new Set(["create", "escalate", "cannot"]);

/** Keep the newest events, latest first. */
export function noteEvent(event: LiveEvent): void {
  if (event.kind === "task_changed") {
    void readSilent(fail);
    if (!TOLD_STEPS.has(event.payload["step"])) return;
  }
  if (event.kind === "roll_call_changed") {
    readMoved(); // a number in the side panel, told every second: no line of its own
    return;
  }
  events.value = [event, ...events.value].slice(0, EVENTS_SHOWN);
  if (CHANGES_ALL.has(event.kind)) void readAll();
}

const MOVED_AGAIN_MS = 2200;
let movedDue = false;

/** Now, and once more when the second that an event announces is over. */
function readMoved(): void {
  void readRollCalls(fail);
  if (movedDue) return;
  movedDue = true;
  setTimeout(() => {
    movedDue = false;
    void readRollCalls(fail);
  }, MOVED_AGAIN_MS);
}

/** Read on and on, never two at once. */
export function keepReading(): void {
  const again = async () => {
    const anew = incident.value === null || unreadSince.value !== null;
    if (link.state.value !== "lost") await (anew ? readAll() : readSteadily());
    setTimeout(again, STEADY_MS);
  };
  setTimeout(again, STEADY_MS);
}
