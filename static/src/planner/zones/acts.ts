// What the planner does: select, answer, save, delete, undo. Every refusal is shown.

import { batch } from "@preact/signals";
import { get, post, put, remove } from "../../shared/api/client";
import { asProblem } from "../../shared/api/problem";
import type { Card, Polygon } from "../../shared/api/types";
import type { Due, Lead, Zone } from "../../shared/api/zone_types";
import { layers, zones } from "../../shared/incident/store";
import { readZones } from "../reading/desk";
import { enterPanel } from "../state/focus";
import * as store from "../state/store";
import { type Place, place } from "../state/storm";
import { forget, remember, takeBack } from "../state/undo";

/** Most zones are drawn against a typhoon's wind. */
export const NEW_DUE: Due = { hazard: "wind", due_groups: null };

/** Show a failure; a call that was only superseded is none. */
export function show(error: unknown): void {
  if (error instanceof DOMException && error.name === "AbortError") return;
  store.problem.value = asProblem(error);
}

/** Select a zone and make it ready to be changed. */
export function selectZone(zoneId: string): void {
  const zone = zones.value.find((each) => each.zone_id === zoneId);
  if (zone === undefined) return;
  forget();
  batch(() => {
    store.card.value = null;
    place.value = null;
    store.drawing.value = false;
    store.selectedZoneId.value = zoneId;
    store.draft.value = {
      zone,
      polygon: zone.polygon,
      name: zone.name,
      lead: zone.lead,
      due: { hazard: zone.hazard, due_groups: zone.due_groups },
      dirty: false,
    };
    store.answer.value = zone.answer;
    store.preview.value = null;
    store.peopleBefore.value = null;
  });
}

/** Nothing selected. */
export function clearSelection(): void {
  forget();
  batch(() => {
    store.card.value = null;
    place.value = null;
    store.drawing.value = false;
    store.selectedZoneId.value = null;
    store.draft.value = null;
    store.answer.value = null;
    store.preview.value = null;
    store.problem.value = null;
  });
}

/** Start drawing a new zone. */
export function startDrawing(): void {
  clearSelection();
  store.drawing.value = true;
}

let asked = 0;
let calling: AbortController | null = null;

/** The full answer for the draft as it is now; only the newest question's answer is taken. */
export async function requestAnswer(): Promise<void> {
  const draft = store.draft.value;
  if (draft === null) return;
  calling?.abort();
  calling = new AbortController();
  asked += 1;
  const mine = asked;
  store.computing.value = true;
  const { polygon, zone, due, lead } = draft;
  const body = { polygon, zone_id: zone?.zone_id ?? null, ...due, ...lead };
  try {
    const answer = await post("/zones/answer", body, calling.signal);
    if (mine !== asked) return;
    batch(() => {
      store.answer.value = answer;
      store.problem.value = null;
      store.preview.value = null;
    });
    setTimeout(markAnswer); // after the panel has taken the answer up
  } catch (error) {
    if (mine === asked) show(error);
  } finally {
    if (mine === asked) store.computing.value = false;
  }
}

/** How long it took from the release of the pointer to the answer on the page. */
function markAnswer(): void {
  performance.mark("zone-answer");
  if (performance.getEntriesByName("zone-release").length > 0) {
    performance.measure("zone-answer-time", "zone-release", "zone-answer");
  }
}

/** A new outline for the draft (or a new draft), then its answer. */
export function setOutline(polygon: Polygon): void {
  performance.clearMarks("zone-release");
  performance.mark("zone-release");
  const before = store.draft.value;
  if (before !== null) remember(before);
  store.drawing.value = false;
  store.draft.value =
    before === null
      ? { zone: null, polygon, name: "", lead: null, due: NEW_DUE, dirty: true }
      : { ...before, polygon, dirty: true };
  void requestAnswer();
}

/** Other minutes beside the answer. */
export function setLead(lead: Lead): void {
  const draft = store.draft.value;
  if (draft === null) return;
  remember(draft);
  store.draft.value = { ...draft, lead, dirty: true };
  void requestAnswer();
}

/** Another hazard, or other groups that leave. */
export function setDue(due: Due): void {
  const draft = store.draft.value;
  if (draft === null) return;
  remember(draft);
  store.draft.value = { ...draft, due, dirty: true };
  void requestAnswer();
}

export function setName(name: string): void {
  const draft = store.draft.value;
  if (draft !== null && draft.name !== name) {
    remember(draft);
    store.draft.value = { ...draft, name, dirty: true };
  }
}

/** Take back the last change that is not saved, else the last saved one; with nothing selected, the
 * last deletion. */
export async function undo(): Promise<void> {
  const before = takeBack();
  if (before !== null) {
    store.draft.value = before;
    return requestAnswer();
  }
  if (store.saving.value) return;
  if (store.draft.value === null) return restoreZone();
  const { zone } = store.draft.value;
  if (zone !== null && zone.version > 1) await change(() => undone(zone));
}

const undone = ({ zone_id, version }: Zone) => post(`/zones/${zone_id}/undo`, { version });

/** Bring back the zone that was deleted last. */
export async function restoreZone(): Promise<void> {
  const zone = store.deletedZones.value.at(-1);
  if (zone === undefined) return;
  await change(async () => {
    const back = await undone(zone);
    store.deletedZones.value = store.deletedZones.value.slice(0, -1);
    return back;
  });
}

/** Save the draft as a new zone or a new version. */
export async function save(): Promise<void> {
  const draft = store.draft.value;
  if (draft === null) return;
  const { polygon, name, due, lead } = draft;
  const body = { polygon, ...(name && { name }), ...due, ...lead };
  await change(() =>
    draft.zone === null
      ? post("/zones", body)
      : put(`/zones/${draft.zone.zone_id}`, { ...body, version: draft.zone.version }),
  );
}

/** The Delete key asks as the button does: the second press deletes. */
export function askDelete(): void {
  if (store.draft.value === null || store.drawing.value || store.saving.value) return;
  if (store.deleteAsked.value) void deleteZone();
  store.deleteAsked.value = !store.deleteAsked.value;
}

/** Delete the selected zone; undo brings it back. */
export async function deleteZone(): Promise<void> {
  const draft = store.draft.value;
  if (draft === null || store.saving.value) return;
  if (draft.zone === null) return clearSelection();
  store.saving.value = true;
  try {
    const { zone_id, version } = draft.zone;
    const gone = await remove(`/zones/${zone_id}`, { version });
    store.deletedZones.value = [
      ...store.deletedZones.value,
      { ...gone, answer: null, standing: null },
    ];
    clearSelection();
    enterPanel(); // which says so, and how to undo it
  } catch (error) {
    return show(error);
  } finally {
    store.saving.value = false; // an undo need not wait until the list is read again
  }
  await readZones();
}

async function change(call: () => Promise<Zone>): Promise<void> {
  store.saving.value = true;
  try {
    const zone = await call();
    await readZones();
    selectZone(zone.zone_id);
  } catch (error) {
    show(error);
  } finally {
    store.saving.value = false;
  }
}

/** The place whose wind a card tells: none for what is the storm itself, or no single place. */
function placeOf(card: Card): Place | null {
  const layer = layers.value.find((each) => each.id === card.layer);
  if (layer?.group.id === "weather" || card.geometry?.type !== "Point") return null;
  const [lon, lat] = card.geometry.coordinates;
  return lon === undefined || lat === undefined ? null : { lon, lat, name: card.title };
}

/** Show a feature's card. */
export async function openCard(layer: string, key: string): Promise<void> {
  clearSelection();
  store.card.value = "loading";
  try {
    const card = await get(`/layers/${layer}/features/${encodeURIComponent(key)}`);
    if (store.card.value !== "loading") return;
    batch(() => {
      store.card.value = card;
      place.value = placeOf(card);
    });
  } catch (error) {
    store.card.value = null;
    show(error);
  }
}
