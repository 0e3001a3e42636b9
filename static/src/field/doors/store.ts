// My households: the list of doors of this tablet's unit, what it reports of them, and what stands.

import { computed, effect, signal } from "@preact/signals";
import { get } from "../../shared/api/client";
import type { DoorList } from "../../shared/api/generated";
import { asProblem } from "../../shared/api/problem";
import { uuid7 } from "../../shared/api/uuid";
import { incidentNow } from "../../shared/clock";
import { incident } from "../../shared/incident/store";
import type { DoorLine, HouseholdState } from "../../shared/people/types";
import { ended, may } from "../../shared/session/store";
import { doorsDelivered, reports, submit } from "../outbox/delivery";
import { isDoor, type KeptDoor } from "../outbox/kept";
import { nextSequence } from "../outbox/store";
import { offlineSince, PATIENCE_MS } from "../state/link";
import { forgetCopy, keepCopy, readCopy } from "./copy";

const list = signal<DoorList | null>(null);
/** Real ms at which the list was read. */
export const doorsAt = signal<number | null>(null);
/** The line that is open; null: the first that is not done. */
const chosen = signal<number | null>(null);

/** A household's line as this tablet sees it: its own last report goes before what the server said. */
export interface Door {
  line_id: number;
  told: DoorLine;
  state: HouseholdState;
  at: string | null;
  own: KeptDoor | null;
  done: boolean;
}

const NOT_DONE: ReadonlySet<HouseholdState> = new Set(["listed", "notified", "moving"]);

const ownReports = computed(() => {
  const latest = new Map<number, KeptDoor>();
  for (const report of reports.value) {
    if (!isDoor(report) || report.state === "refused") continue;
    const known = latest.get(report.body.line_id);
    if (known === undefined || known.body.sequence < report.body.sequence)
      latest.set(report.body.line_id, report);
  }
  return latest;
});

/** Every door of the own unit, in the order one walks. */
export const doors = computed<Door[]>(() => (list.value?.lines ?? []).map(doorOf));

function doorOf(told: DoorLine): Door {
  const { line } = told;
  const own = ownReports.value.get(line.line_id) ?? null;
  // Once the list is newer than what the server has of ours, the list says what stands.
  const ahead = own !== null && (own.state === "pending" || isNewer(own));
  const state = ahead && own !== null ? own.body.state : line.state;
  const at = ahead && own !== null ? own.body.made_at : line.reported_at;
  const contradicted = line.contradicted && !ahead;
  return {
    line_id: line.line_id,
    told,
    state,
    at,
    own,
    done: !contradicted && !NOT_DONE.has(state),
  };
}

const isNewer = (own: KeptDoor): boolean =>
  own.delivered_at !== null && Date.parse(own.delivered_at) > (doorsAt.value ?? 0);

export const households = computed(() =>
  doors.value.filter((door) => door.told.line.household_id !== null),
);
export const doneCount = computed(() => households.value.filter((door) => door.done).length);

/** The earliest moment by which all are to be gone. */
export const dueBy = computed<number | null>(() => {
  const moments = doors.value.flatMap(({ told }) =>
    told.line.due_by === null ? [] : [Date.parse(told.line.due_by)],
  );
  return moments.length === 0 ? null : Math.min(...moments);
});

/** The door that is open for an answer. */
export const current = computed<Door | null>(() => {
  const all = doors.value;
  return (
    all.find((door) => door.line_id === chosen.value) ?? all.find((door) => !door.done) ?? null
  );
});

/** Open a door. */
export function choose(door: Door): void {
  chosen.value = door.line_id;
}

/** On to the next that is not done, from the one that is open. */
export function chooseNext(): void {
  const all = doors.value;
  const from = all.findIndex((door) => door.line_id === current.value?.line_id);
  const next = [...all.slice(from + 1), ...all.slice(0, from + 1)].find((door) => !door.done);
  chosen.value = next?.line_id ?? null;
}

/** Show what is kept at once, then read on; all of it goes when the session is ended from afar. */
export async function startDoors(): Promise<void> {
  effect(() => {
    if (ended.value !== null) void forgetDoors();
  });
  const kept = await readCopy().catch(() => null);
  if (kept !== null && list.value === null) {
    list.value = kept.list;
    doorsAt.value = kept.at;
  }
  // After each delivery, for another incident, when the server is back, and every so often.
  effect(() => {
    const shown = incident.value?.incident_id;
    if (doorsDelivered.value >= 0 && shown !== undefined && offlineSince.value === null)
      readAgain();
  });
  setInterval(readAgain, AGAIN_MS);
}

const AGAIN_MS = 30_000;

function readAgain(): void {
  if (offlineSince.peek() === null) void readDoors().catch(() => undefined);
}

/** Read the list; whoever may not carry names gets none. Throws when the server is away. */
async function readDoors(): Promise<void> {
  if (!may("carry_names") || incident.peek() === null) return;
  const at = Date.now();
  try {
    const told = await get("/roll-calls/doors", {}, AbortSignal.timeout(PATIENCE_MS));
    list.value = told;
    doorsAt.value = at;
    await keepCopy({ list: told, at });
  } catch (error) {
    const { status } = asProblem(error);
    if (status === 403 || status === 404) await forgetDoors();
    else throw error;
  }
}

async function forgetDoors(): Promise<void> {
  list.value = null;
  doorsAt.value = null;
  await forgetCopy();
}

/** One tap: kept first, sent when there is a way. The next door opens. */
export async function report(door: Door, state: HouseholdState, place = ""): Promise<void> {
  const { line } = door.told;
  const shelter = state === "collective" ? line.shelter_code : null;
  const sequence = await nextSequence(list.peek()?.last_sequence ?? 0);
  await submit(
    {
      report_id: uuid7(Date.now()),
      line_id: line.line_id,
      state,
      people: null,
      shelter_code: shelter,
      place,
      seen: line.heads,
      sequence,
      made_at: new Date(incidentNow.peek()).toISOString(),
    },
    line.house_number ?? line.village,
  );
  chooseNext();
}
