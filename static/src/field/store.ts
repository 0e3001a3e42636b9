// What the tablet shows; the last answers are kept so that a reload without network still helps.

import { computed, signal } from "@preact/signals";
import { get } from "../shared/api/client";
import { asProblem } from "../shared/api/problem";
import type { Incident, NearestShelter } from "../shared/api/types";
import { takeClock } from "../shared/clock";
import { noteAnswer } from "./outbox/delivery";
import { place } from "./place";

export const incident = signal<Incident | null>(null);
export const shelters = signal<NearestShelter[]>([]);
/** Real ms at which the shelters were read. */
export const sheltersAt = signal<number | null>(null);
export const deskPhone = signal<string | null>(null);
/** The form's kind while it is open. */
export const form = signal<"danger" | "other" | null>(null);

const AGAIN_MS = 30_000;
const KEPT = "haitang.field.last";

interface Last {
  incident: Incident | null;
  shelters: NearestShelter[];
  at: number | null;
  desk: string | null;
}

/** A device that may be lost in the field keeps no more than this. */
const snapshot = computed<Last>(() => ({
  incident: incident.value,
  shelters: shelters.value,
  at: sheltersAt.value,
  desk: deskPhone.value,
}));

/** Show the last answers at once, then read on. */
export async function startReading(): Promise<void> {
  restore();
  await readAll();
  setInterval(() => void readAll(), AGAIN_MS);
}

function restore(): void {
  const text = localStorage.getItem(KEPT);
  if (text === null) return;
  const last = JSON.parse(text) as Last;
  incident.value = last.incident;
  shelters.value = last.shelters;
  sheltersAt.value = last.at;
  deskPhone.value = last.desk;
}

/** Read everything; without a server the old values stay. */
export async function readAll(): Promise<void> {
  try {
    const current = await get<Incident>("/incident");
    incident.value = current;
    takeClock(current);
    await Promise.all([readShelters(), readDesk()]);
    noteAnswer(true);
    localStorage.setItem(KEPT, JSON.stringify(snapshot.value));
  } catch (error) {
    if (asProblem(error).status === 0 || asProblem(error).status >= 500) noteAnswer(false);
  }
}

/** The shelters nearest to where the tablet is. */
export async function readShelters(): Promise<void> {
  const { lon, lat } = place.value;
  const answer = await get<{ shelters: NearestShelter[] }>("/shelters/nearest", {
    lon,
    lat,
    limit: 5,
  });
  shelters.value = answer.shelters;
  sheltersAt.value = Date.now();
}

async function readDesk(): Promise<void> {
  const { texts } = await get<{ texts: { key: string; text: string }[] }>("/configuration");
  deskPhone.value = texts.find((text) => text.key === "desk.phone")?.text ?? null;
}
