// Reads of the incident that a screen follows and of its picture. What fails goes to the screen's own
// `fail`, and the old value stays.

import { batch } from "@preact/signals";
import { type Answered, get, type Query } from "../api/client";
import { follow } from "../api/followed";
import { asProblem } from "../api/problem";
import type { Incident } from "../api/types";
import { setAnchor, takeClock } from "../clock";
import * as picture from "./store";

export type Fail = (error: unknown) => void;

/** The lost link itself is what the screen shows then, or nothing is missing. */
export const quietly: Fail = () => undefined;

let asked = 0;
const newest = new Map<string, number>();

/** Read into `take`; an answer that comes after the one to a later question is let go. */
export async function read<P extends string>(
  fail: Fail,
  path: P,
  take: (value: Answered<"GET", P>) => void,
  query: Query = {},
): Promise<void> {
  const question = `${path}?${JSON.stringify(query)}`;
  asked += 1;
  const turn = asked;
  try {
    const answer = await get(path, query);
    if (turn < (newest.get(question) ?? 0)) return;
    newest.set(question, turn);
    take(answer);
  } catch (error) {
    fail(error);
  }
}

const NONE_SHOWN = new Set(["E-INC-001", "E-INC-002"]);

/** The incident to show; that none is open, or none that this screen may show, is an answer too. */
export async function askIncident(
  query: Query = {},
  patience?: AbortSignal,
): Promise<Incident | null> {
  try {
    return await get("/incident", query, patience);
  } catch (error) {
    if (NONE_SHOWN.has(asProblem(error).code)) return null;
    throw error;
  }
}

/** Follow this incident and its clock, or none; whether it is another than before. */
export function takeIncident(incident: Incident | null): boolean {
  follow(incident?.incident_id);
  const other = picture.incident.peek()?.incident_id !== incident?.incident_id;
  batch(() => {
    if (other) picture.forgetPicture();
    picture.noIncident.value = incident === null;
    picture.incident.value = incident;
    if (incident === null) setAnchor(Date.now(), 1);
    else takeClock(incident);
  });
  return other;
}

export const readZones = (fail: Fail) =>
  read(fail, "/zones", ({ zones }) => {
    picture.zones.value = zones.filter((zone) => zone.state !== "deleted");
    picture.zonesLoaded.value = true;
  });

export const readClosures = (fail: Fail) =>
  read(fail, "/closures", ({ closures }) => {
    picture.closures.value = closures;
  });

export const readSilent = (fail: Fail) =>
  read(fail, "/tasks/silent", (silent) => {
    picture.silent.value = silent;
  });

export const readRollCalls = (fail: Fail) =>
  read(fail, "/roll-calls", (told) => {
    picture.rollCalls.value = told;
  });

export const readSummary = (fail: Fail) =>
  read(fail, "/summary", (summary) => {
    picture.summary.value = summary;
  });

/** The storm with its arrivals, and the bulletins that told of it. */
export async function readStorm(fail: Fail, id: string): Promise<void> {
  await Promise.all([
    read(fail, `/typhoons/${id}`, (typhoon) => {
      picture.typhoon.value = typhoon;
    }),
    read(fail, `/typhoons/${id}/seats`, (seats) => {
      picture.seats.value = seats;
    }),
    read(
      fail,
      `/typhoons/${id}/isochrones`,
      (lines) => {
        picture.isochrones.value = lines;
      },
      { force: 7 },
    ),
    read(fail, "/bulletins", (bulletins) => {
      picture.bulletins.value = bulletins;
    }),
  ]);
}

/** The number of the last event there is: what came before is in what was read. Where it cannot be
 * read, all of them come again: slower, but right. */
export async function lastEvent(): Promise<number> {
  let last = 0;
  const after = Number.MAX_SAFE_INTEGER;
  await read(
    quietly,
    "/events",
    ({ last_seq }) => {
      last = last_seq;
    },
    { after },
  );
  return last;
}
