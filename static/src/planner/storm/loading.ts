// Reads of what is reckoned of the storm. A part is asked for when it is looked at, not before.

import { effect, type Signal } from "@preact/signals";
import { get } from "../../shared/api/client";
import { asProblem } from "../../shared/api/problem";
import type { Isochrones, Typhoon } from "../../shared/api/typhoon_types";
import type {
  Changes,
  Loaded,
  PlaceWind,
  Season,
  SeriesHead,
  SeriesValues,
  Shapes,
  SignalSuggestion,
  SimilarStorm,
  StormEvent,
  StormHead,
  Strip,
} from "../../shared/api/wind_types";
import { incidentNow } from "../../shared/clock";
import { incident, isLayerShown, typhoon } from "../store";
import * as own from "./store";

/** Read into a signal; the old value stays until the new one is here. */
export async function load<T>(
  target: Signal<Loaded<T> | null>,
  path: string,
  query: Record<string, string | number | undefined> = {},
  from: (answer: never) => T = (answer) => answer,
): Promise<void> {
  if (target.peek()?.state !== "here") target.value = { state: "loading" };
  asked.get(target)?.abort();
  const mine = new AbortController();
  asked.set(target, mine);
  try {
    const value = from((await get<T>(path, query, mine.signal)) as never);
    target.value = { state: "here", value };
  } catch (error) {
    if (mine.signal.aborted) return;
    const problem = asProblem(error);
    target.value = { state: "failed", why: problem.sentence };
  }
}

const asked = new Map<unknown, AbortController>();

/** Read quietly: what cannot be had is not shown, and the old value stays. */
async function quietly<T>(path: string, take: (value: T) => void): Promise<void> {
  await get<T>(path).then(take, () => undefined);
}

const stormPath = (rest = ""): string => `/typhoons/${incident.peek()?.storm_id}${rest}`;

/** What stands in the panel and on the ruler without being asked for. */
export async function readStormNews(): Promise<void> {
  if (!incident.value?.storm_id) return;
  await Promise.all([
    quietly<{ events: StormEvent[] }>(stormPath("/events"), ({ events }) => {
      own.stormEvents.value = events;
    }),
    quietly<{ signals: SignalSuggestion[] }>("/warning-signals/suggestions", ({ signals }) => {
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
  const list = (kind: string) =>
    get<{ series: SeriesHead[] }>("/series", { kind }).then(({ series }) => series);
  try {
    const series = (await list("tide")).slice(0, WATER_STATIONS);
    const told = await Promise.all(
      series.map((each) => get<SeriesValues>(`/series/${each.series_id}`, { from, to })),
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
  await load<Changes>(own.changes, stormPath("/changes"), { issued_at: issued });
}

/** The shapes that are switched on, again whenever the storm, the force or the switches change. */
export function keepShapesFresh(): () => void {
  return effect(() => {
    if (typhoon.value === null) return;
    const force = own.bandForce.value;
    if (isLayerShown("arrival-10")) {
      void quietly<Isochrones>(stormPath("/isochrones?force=10"), (lines) => {
        own.isochrones10.value = lines;
      });
    }
    if (isLayerShown("storm-cone")) void load<Shapes>(own.cone, stormPath("/cone"));
    if (isLayerShown("storm-probability")) {
      void load<Shapes>(own.probability, stormPath("/probability"), { force });
    }
    if (isLayerShown("storm-swath")) void load<Shapes>(own.swath, stormPath("/swath"), { force });
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
  void load<Strip>(own.strip, stormPath("/strip"), { lon, lat });
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
      own.FORCES.map((force) =>
        get<PlaceWind>(stormPath("/arrival"), { lon, lat, force }).then((wind) => wind),
      ),
    );
    if (own.place.peek() === asking) own.arrivals.value = { state: "here", value: all };
  } catch (error) {
    const problem = asProblem(error);
    if (own.place.peek() === asking)
      own.arrivals.value = { state: "failed", why: problem.sentence };
  }
}

export const readSeasons = () =>
  load<Season[]>(own.seasons, "/typhoons/seasons", {}, (a: { seasons: Season[] }) => a.seasons);

export const findStorms = (season: number | null, text: string) =>
  load<StormHead[]>(
    own.heads,
    "/typhoons",
    { season: season ?? undefined, q: text === "" ? undefined : text },
    (answer: { typhoons: StormHead[] }) => answer.typhoons,
  );

const SIMILAR = 8;
export const readSimilar = () =>
  load<SimilarStorm[]>(
    own.similar,
    stormPath("/similar"),
    { limit: SIMILAR },
    (answer: { similar?: SimilarStorm[]; storms?: SimilarStorm[] }) =>
      answer.similar ?? answer.storms ?? [],
  );

/** Put a storm of the past on the map, or take it off. Asked for as it ended. */
export async function togglePast(stormId: string): Promise<void> {
  const next = new Map(own.pastStorms.value);
  if (!next.delete(stormId)) {
    const at = new Date(Date.UTC(2100, 0, 1)).toISOString();
    next.set(stormId, await get<Typhoon>(`/typhoons/${stormId}`, { at }));
  }
  own.pastStorms.value = next;
}
