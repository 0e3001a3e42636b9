// Who moved of those an order says must leave: figures by unit, doors of one unit, contradictions.

import { signal } from "@preact/signals";
import { get, post } from "../../shared/api/client";
import { asProblem, Problem } from "../../shared/api/problem";
import { uuid7 } from "../../shared/api/uuid";
import { incidentNow } from "../../shared/clock";
import { inLanguage } from "../../shared/i18n/language";
import type { DocumentView } from "../../shared/orders/types";
import type {
  ContradictedLine,
  CountedUnit,
  HouseholdState,
  LineView,
  ReportView,
  RollCallTotals,
} from "../../shared/people/types";
import { may } from "../../shared/session/store";

export const progress = signal<RollCallTotals | null>(null);
export const progressProblem = signal<Problem | null>(null);
export const contradictions = signal<readonly ContradictedLine[]>([]);
/** The unit whose doors are looked at, and they. */
export const opened = signal<string | null>(null);
export const doors = signal<readonly LineView[]>([]);

const AGAIN_MS = 2200; // an event tells of its whole second
let of = "";
let later: ReturnType<typeof setTimeout> | undefined;

/** Read now, and once more when the second that was announced is over. */
export async function readProgress(order: DocumentView): Promise<void> {
  clearTimeout(later);
  later = setTimeout(() => void read(order), AGAIN_MS);
  await read(order);
}

async function read(order: DocumentView): Promise<void> {
  if (of !== order.subject) forget();
  of = order.subject;
  try {
    const { roll_calls: all } = await get("/roll-calls");
    const own = all.find((each) => each.zone_id === order.subject);
    const told = own === undefined ? null : await get(`/roll-calls/${own.roll_call_id}`);
    if (of !== order.subject) return;
    progress.value = told;
    progressProblem.value = null;
    if (told !== null) await Promise.all([readContradictions(told), readDoors()]);
  } catch (error) {
    progressProblem.value = asProblem(error);
  }
}

function forget(): void {
  progress.value = null;
  contradictions.value = [];
  opened.value = null;
  doors.value = [];
}

async function readContradictions({ roll_call, units }: RollCallTotals): Promise<void> {
  if (units.tally.contradicted === 0 || !may("run_roll_calls")) {
    contradictions.value = [];
    return;
  }
  const { contradictions: all } = await get("/roll-calls/contradictions");
  contradictions.value = all.filter(({ line }) => line.roll_call_id === roll_call.roll_call_id);
}

/** Look at a unit's doors, or at no longer. Throws the refusal. */
export async function openDoors(unit: CountedUnit): Promise<void> {
  opened.value = opened.peek() === unit.code ? null : unit.code;
  doors.value = [];
  await readDoors();
}

async function readDoors(): Promise<void> {
  const unit = opened.peek();
  const told = progress.peek();
  if (unit === null || told === null) return;
  const path = `/roll-calls/${told.roll_call.roll_call_id}/lines` as const;
  const { lines } = await get(path, { unit, limit: 500 });
  if (opened.peek() === unit) doors.value = lines;
}

/** What somebody said on the telephone. Throws the refusal. */
export async function reportByPhone(line: LineView, state: HouseholdState): Promise<void> {
  const { answers } = await post("/roll-calls/reports", {
    reports: [
      {
        ...made(),
        line_id: line.line_id,
        state,
        shelter_code: state === "collective" ? line.shelter_code : null,
        seen: line.heads,
      },
    ],
  });
  const refused = answers[0]?.refused;
  if (!refused) return;
  const { code, what, why, todo } = refused;
  throw new Problem(409, code, inLanguage(what), inLanguage(why), inLanguage(todo));
}

/** Settle a contradiction: this report holds. Throws the refusal. */
export async function settle(
  told: ContradictedLine,
  holds: ReportView,
  reason: string,
): Promise<void> {
  await post(`/roll-calls/lines/${told.line.line_id}/settle`, {
    ...made(),
    heads: told.line.heads,
    state: holds.state,
    people: holds.people,
    shelter_code: holds.shelter_code,
    place: holds.place,
    reason,
  });
}

/** Close the list by hand. Throws the refusal. */
export async function closeList(told: RollCallTotals): Promise<void> {
  progress.value = await post(`/roll-calls/${told.roll_call.roll_call_id}/close`, {});
}

const made = () => ({
  report_id: uuid7(Date.now()),
  made_at: new Date(incidentNow.peek()).toISOString(),
});
