// What the tablet shows; the last answers are kept so that a reload without network still helps.

import { signal } from "@preact/signals";
import { get } from "../../shared/api/client";
import { named } from "../../shared/api/followed";
import type { ClosureView } from "../../shared/api/generated";
import { asProblem } from "../../shared/api/problem";
import type { Incident, NearestShelter } from "../../shared/api/types";
import { setAnchor } from "../../shared/clock";
import { askIncident, takeIncident } from "../../shared/incident/reading";
import { incident } from "../../shared/incident/store";
import { noteAnswer, PATIENCE_MS } from "./link";
import { place } from "./place";

export const shelters = signal<NearestShelter[]>([]);
/** Whether the list was asked from where the tablet is: a fix may have come since. */
export const fromOwnPlace = signal(false);
/** Real ms at which the shelters were read. */
export const sheltersAt = signal<number | null>(null);
/** What is closed or will close, as last read. */
export const closures = signal<ClosureView[]>([]);
export const deskPhone = signal<string | null>(null);

/** What stands beside the map while no report is being written. */
export const work = signal<"doors" | "shelters" | "outbox">("doors");

const AGAIN_MS = 30_000;
const KEPT = "haitang.field.last";

interface Last {
  incident: Incident | null;
  shelters: NearestShelter[];
  at: number;
  desk: string | null;
  closures?: ClosureView[];
}

/** Show the last answers at once, then read on. */
export async function startReading(): Promise<void> {
  restore();
  addEventListener("online", () => void readAll());
  addEventListener("offline", () => noteAnswer(false));
  setInterval(() => void readAll(), AGAIN_MS);
  await readAll();
}

function restore(): void {
  const text = localStorage.getItem(KEPT);
  if (text === null) return;
  const last = JSON.parse(text) as Last;
  incident.value = last.incident;
  shelters.value = last.shelters;
  sheltersAt.value = last.at;
  deskPhone.value = last.desk;
  closures.value = last.closures ?? [];
  if (last.incident === null) return;
  const { incident_at, clock } = last.incident;
  setAnchor(Date.parse(incident_at) + (Date.now() - last.at) * clock.rate, clock.rate);
}

/** Read everything; without a server the old values stay. */
export async function readAll(): Promise<void> {
  if (!navigator.onLine) {
    noteAnswer(false);
    return;
  }
  try {
    await read();
    noteAnswer(true);
  } catch (error) {
    const { status } = asProblem(error);
    noteAnswer(status !== 0 && status < 500);
  }
}

async function read(): Promise<void> {
  const { lon, lat, own } = place.value;
  const patience = AbortSignal.timeout(PATIENCE_MS);
  const [current, near, desk] = await Promise.all([
    readIncident(patience),
    get("/shelters/nearest", { lon, lat, limit: 5 }, patience),
    readDesk(patience),
  ]);
  shelters.value = near.shelters;
  fromOwnPlace.value = own;
  deskPhone.value = desk;
  closures.value = current === null ? [] : await readClosures(patience);
  const at = Date.now();
  sheltersAt.value = at;
  const last: Last = {
    incident: current,
    shelters: near.shelters,
    at,
    desk,
    closures: closures.value,
  };
  localStorage.setItem(KEPT, JSON.stringify(last));
}

/** None between incidents: the shelters are there all the same. */
async function readIncident(patience: AbortSignal): Promise<Incident | null> {
  const current = await askIncident({ incident: named }, patience);
  takeIncident(current);
  return current;
}

async function readClosures(patience: AbortSignal): Promise<ClosureView[]> {
  const { closures: known } = await get("/closures", {}, patience);
  return known.filter((each) => each.state === "closed");
}

async function readDesk(patience: AbortSignal): Promise<string | null> {
  const { texts } = await get("/configuration", {}, patience);
  return texts.find((text) => text.key === "desk.phone")?.text ?? null;
}
