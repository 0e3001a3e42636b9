// Reads of what is reckoned of the storm. A part is asked for when it is looked at, not before.

import { effect, type Signal } from "@preact/signals";
import { type Answered, get, type Query } from "../../shared/api/client";
import { asProblem } from "../../shared/api/problem";
import type { Loaded } from "../../shared/api/wind_types";
import { incidentNow } from "../../shared/clock";
import { quietly, read } from "../../shared/incident/reading";
import { incident, typhoon } from "../../shared/incident/store";
import { isLayerShown } from "../state/store";
import * as own from "../state/storm";

/** Read into a signal; the old value stays until the new one is here. */
export async function load<T, P extends string>(
  target: Signal<Loaded<T> | null>,
  path: P,
  query: Query,
  from: (answer: Answered<"GET", P>) => T,
): Promise<void> {
  if (target.peek()?.state !== "here") target.value = { state: "loading" };
  asked.get(target)?.abort();
  const mine = new AbortController();
  asked.set(target, mine);
  try {
    const value = from(await get(path, query, mine.signal));
    target.value = { state: "here", value };
  } catch (error) {
    if (mine.signal.aborted) return;
    const problem = asProblem(error);
    target.value = { state: "failed", why: problem.sentence };
  }
}

const asked = new Map<unknown, AbortController>();

const stormPath = <R extends string>(rest: R): `/typhoons/${string}${R}` =>
  `/typhoons/${String(incident.peek()?.storm_id)}${rest}`;
const same = <T>(answer: T): T => answer;

/** What stands in the panel and on the ruler without being asked for. */
export async function readStormNews(): Promise<void> {
  if (!incident.value?.storm_id) return;
  await Promise.all([
    read(quietly, stormPath("/events"), ({ events }) => {
      own.stormEvents.value = events;
    }),
    read(quietly, "/warning-signals/suggestions", ({ signals }) => {
      own.signals.value = signals;
    }),
    readChanges(),
    readHighWaters(),
  ]);
}

const WATERS_H = 72;
const WATER_STATIONS = 4;

/** High waters of the tide, with the surge where it is known. */
async function readHighWaters(): Promise<void> {
  const now = incidentNow.peek();
  const from = new Date(now - 12 * 3_600_000).toISOString();
  const to = new Date(now + WATERS_H * 3_600_000).toISOString();
  const list = (kind: string) => get("/series", { kind }).then(({ series }) => series);
  try {
    const series = (await list("tide")).slice(0, WATER_STATIONS);
    const told = await Promise.all(
      series.map((each) => get(`/series/${each.series_id}`, { from, to })),
    );
    const first = told[0];
    own.tide.value =
      first === undefined
        ? null
        : {
            station: first.station.name,
            illustrative: first.illustrative,
            unit: first.unit,
            points: first.points.map(({ at, value }) => ({ ms: Date.parse(at), value })),
          };
    own.highWaters.value = told.flatMap(({ station, unit, high_waters }) =>
      high_waters.map(({ at, value }) => ({
        ms: Date.parse(at),
        value,
        unit,
        station: station.name,
        lon: station.lon,
        lat: station.lat,
      })),
    );
  } catch {
    // no series loaded: the ruler shows none
  }
}

/** The bulletin compared with the one before it. */
export async function readChanges(): Promise<void> {
  if (!incident.value?.storm_id) return;
  const issued = own.comparedAt.value ?? undefined;
  await load(own.changes, stormPath("/changes"), { issued_at: issued }, same);
}

/** The shapes that are switched on, again whenever the storm, the force or the switches change. */
export function keepShapesFresh(): () => void {
  return effect(() => {
    if (typhoon.value === null) return;
    const force = own.bandForce.value;
    if (isLayerShown("arrival-10")) {
      void read(
        quietly,
        stormPath("/isochrones"),
        (lines) => {
          own.isochrones10.value = lines;
        },
        { force: 10 },
      );
    }
    if (isLayerShown("storm-cone")) void load(own.cone, stormPath("/cone"), {}, same);
    if (isLayerShown("storm-probability")) {
      void load(own.probability, stormPath("/probability"), { force }, same);
    }
    if (isLayerShown("storm-swath")) void load(own.swath, stormPath("/swath"), { force }, same);
  });
}

/** Wind and arrivals at the chosen place, again with every new bulletin. */
export function keepPlaceFresh(): () => void {
  let last: own.Place | null = null;
  return effect(() => {
    const place = own.place.value;
    if (place !== last) own.strip.value = own.arrivals.value = null;
    last = place;
    if (place === null || typhoon.value === null) return;
    readPlace(place);
  });
}

function readPlace({ lon, lat }: own.Place): void {
  void load(own.strip, stormPath("/strip"), { lon, lat }, same);
  void loadArrivals(lon, lat);
}

/** Ask again for the chosen place. */
export function refreshPlace(): void {
  if (own.place.value !== null) readPlace(own.place.value);
}

/** All four forces at the place; they are one answer, or none is shown. */
async function loadArrivals(lon: number, lat: number): Promise<void> {
  if (own.arrivals.peek()?.state !== "here") own.arrivals.value = { state: "loading" };
  const asking = own.place.peek();
  try {
    const all = await Promise.all(
      own.FORCES.map((force) => get(stormPath("/arrival"), { lon, lat, force })),
    );
    if (own.place.peek() === asking) own.arrivals.value = { state: "here", value: all };
  } catch (error) {
    const problem = asProblem(error);
    if (own.place.peek() === asking)
      own.arrivals.value = { state: "failed", why: problem.sentence };
  }
}

export const readSeasons = () =>
  load(own.seasons, "/typhoons/seasons", {}, (answer) => answer.seasons);

export const findStorms = (season: number | null, text: string) =>
  load(
    own.heads,
    "/typhoons",
    { season: season ?? undefined, q: text === "" ? undefined : text },
    (answer) => answer.typhoons,
  );

const SIMILAR = 8;
export const readSimilar = () =>
  load(own.similar, stormPath("/similar"), { limit: SIMILAR }, (answer) => answer.storms);

/** Put a storm of the past on the map, or take it off. Asked for as it ended. */
export async function togglePast(stormId: string): Promise<void> {
  const next = new Map(own.pastStorms.value);
  if (!next.delete(stormId)) {
    const at = new Date(Date.UTC(2100, 0, 1)).toISOString();
    next.set(stormId, await get(`/typhoons/${stormId}`, { at }));
  }
  own.pastStorms.value = next;
}
