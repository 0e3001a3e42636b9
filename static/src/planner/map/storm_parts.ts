// Keeps the storm's parts on the map in step with what is chosen.

import { effect } from "@preact/signals";
import type { Typhoon } from "../../shared/api/typhoon_types";
import type { Loaded, Shapes } from "../../shared/api/wind_types";
import { drawnAt, shownAt } from "../../shared/clock";
import { shortMoment } from "../../shared/format/moment";
import { distance } from "../../shared/format/number";
import { language } from "../../shared/i18n/language";
import { CATALOGUE, type Key, say } from "../../shared/i18n/say";
import { isochrones, typhoon } from "../../shared/incident/store";
import { collection, feature } from "../../shared/map/typhoon/features";
import { coneOutlines, withLabels } from "../../shared/map/typhoon/named";
import type { StormView } from "../../shared/map/typhoon/view";
import { sweeping } from "../ruler/sweep";
import { ARRIVAL_LAYER, card, draft, isLayerShown } from "../state/store";
import * as own from "../state/storm";
import { wide } from "../state/wide";

const LEAST_SHIFT_KM = 1;
const MINUTE = 60_000;
const STORM_LAYERS = ["wind-circles", "typhoon-tracks", "typhoon-fixes"];

/** Begin; gives what ends it. */
export function keepStormDrawn(view: StormView): (() => void)[] {
  return [
    effect(() => {
      const hidden = new Set(STORM_LAYERS.filter((id) => !isLayerShown(id)));
      view.setStorm(typhoon.value, { hidden, hiddenTracks: own.hiddenTracks.value });
      view.setMoment(drawnAt.peek());
    }),
    effect(() => view.setMoment(drawnAt.value, sweeping.peek())),
    effect(() => {
      const lines = isLayerShown(ARRIVAL_LAYER) ? isochrones.value : null;
      view.setIsochrones(7, lines, say("answer.force7"), tenMinutes());
    }),
    effect(() => {
      const lines = isLayerShown("arrival-10") ? own.isochrones10.value : null;
      view.setIsochrones(10, lines, say("answer.force10"), tenMinutes());
    }),
    effect(() => view.setShape("cone", shown("storm-cone", own.cone.value, coneOutlines))),
    effect(() =>
      view.setShape("probability", shown("storm-probability", own.probability.value, bands)),
    ),
    effect(() => view.setShape("swath", shown("storm-swath", own.swath.value, swaths))),
    effect(() =>
      view.setShape("shift", (wide.value || own.tab.value === "change") && idle() ? shift() : null),
    ),
    effect(() => view.setShape("past", pastTracks(own.pastStorms.value))),
    effect(() => view.setShape("place", placeMark(own.place.value))),
    effect(() => view.setShape("entry", own.entryShapes.value)),
    () => view.stop(),
  ];
}

const tenMinutes = () => Math.floor(shownAt.value / MINUTE / 10) * MINUTE * 10;
const idle = () => draft.value === null && card.value === null && own.place.value === null;

function shown(id: string, data: Loaded<Shapes> | null, named: (data: Shapes) => Shapes) {
  return isLayerShown(id) && data?.state === "here" ? named(data.value) : null;
}

const forceName = (force: unknown): string => {
  const key = `typhoon.force.${force}`;
  return key in CATALOGUE.zh ? say(key as Key) : say("typhoon.force", { force: String(force) });
};

const bands = (data: Shapes): Shapes =>
  withLabels(data, ({ p, force }) => (p === 50 ? `${forceName(force)} ${p}%` : `${p}%`));

const swaths = (data: Shapes): Shapes =>
  withLabels(data, ({ force }) => say("typhoon.swath.name", { force: forceName(force) }));

/** Last bulletin's track, and how far each hour of it moved. */
function shift(): Shapes | null {
  const told = own.changes.value;
  if (told?.state !== "here" || told.value.track_shift === null) return null;
  return collection(
    told.value.track_shift.features.map((each) => {
      const told = each.properties;
      if (told.role !== "shift" || told.km < LEAST_SHIFT_KM) return each;
      const at = shortMoment(Date.parse(told.valid_at), shownAt.value);
      const label = `${at} ${distance(told.km * 1000)}`;
      return { ...each, properties: { ...each.properties, label } };
    }),
  );
}

function pastTracks(storms: ReadonlyMap<string, Typhoon>): Shapes {
  return collection(
    [...storms.values()].flatMap((storm) => {
      const fixes = storm.tracks[0]?.fixes ?? [];
      const coordinates = fixes.map((fix) => [fix.lon, fix.lat]);
      if (coordinates.length < 2) return [];
      const name = language.value === "zh" ? storm.name_zh : storm.name_en;
      const label = `${storm.storm_id.slice(2)} ${name}`;
      return [feature({ type: "LineString", coordinates }, { label })];
    }),
  );
}

function placeMark(place: own.Place | null): Shapes | null {
  if (place === null || card.value !== null) return null; // what has a card has a frame
  return collection([feature({ type: "Point", coordinates: [place.lon, place.lat] }, {})]);
}
