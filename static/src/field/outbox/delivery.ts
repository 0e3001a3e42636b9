// Sends what is pending, oldest first: at start, when the network returns, when the page is looked
// at again, and every so often. Nothing is dropped: a refusal is kept with its reason.

import { effect, signal } from "@preact/signals";
import { post } from "../../shared/api/client";
import type { ReportRefusal } from "../../shared/api/generated";
import { asProblem, type Problem } from "../../shared/api/problem";
import { inLanguage } from "../../shared/i18n/language";
import { offerDraft } from "../../shared/session/drafts";
import { noteAnswer, offlineSince, PATIENCE_MS } from "../state/link";
import { type DoorBody, isDoor, type Kept, type KeptDoor, pending, type ReportBody } from "./kept";
import { keep, listKept } from "./store";

const AGAIN_MS = 20_000;
const STALE_SESSION = "E-ACC-007";
const KEPT_BY_SERVER = 400; // below it, the server or the way to it is at fault, not the report

/** Newest first. */
export const reports = signal<Kept[]>([]);

let sending = false;
let askedMeanwhile = false;

/** Read the outbox and keep trying to empty it. */
export async function startDelivery(): Promise<void> {
  reports.value = await listKept();
  offerDraft("reports", () => (reports.peek().some((each) => each.state === "pending") ? 1 : null));
  addEventListener("online", () => void deliver());
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) void deliver();
  });
  setInterval(() => void deliver(), AGAIN_MS);
  effect(() => {
    if (offlineSince.value === null) void deliver();
  });
}

/** Keep a new report first, then try to send it. */
export async function submit(body: ReportBody | DoorBody, door?: string): Promise<void> {
  await keep(pending(body, door));
  reports.value = await listKept();
  void deliver();
}

/** Send what is pending, also what is written meanwhile; stops when there is no server. */
export async function deliver(): Promise<void> {
  askedMeanwhile = sending;
  if (sending || !navigator.onLine) return;
  sending = true;
  let next: Kept | undefined;
  try {
    next = await oldestPending();
    while (next !== undefined && (await deliverNext(next))) next = await oldestPending();
  } finally {
    sending = false;
  }
  // A report kept while the last look at the outbox was under way would wait for the next round.
  if (askedMeanwhile && next === undefined) await deliver();
}

async function oldestPending(): Promise<Kept | undefined> {
  reports.value = await listKept();
  return reports.value.findLast((report) => report.state === "pending");
}

const MOST_DOORS = 50;

/** One report, or the doors that wait together with it: thin lines have long ways. */
async function deliverNext(next: Kept): Promise<boolean> {
  if (!isDoor(next)) return deliverOne(next);
  const waiting = reports.value.filter((each) => isDoor(each) && each.state === "pending");
  return deliverDoors(waiting.reverse().filter(isDoor).slice(0, MOST_DOORS));
}

/** True when the server has answered: it decides of each by itself. */
async function deliverDoors(batch: readonly KeptDoor[]): Promise<boolean> {
  try {
    const { answers } = await post(
      "/roll-calls/reports",
      { reports: batch.map((each) => each.body) },
      AbortSignal.timeout(PATIENCE_MS),
    );
    for (const [index, report] of batch.entries()) {
      const refused = answers[index]?.refused ?? null;
      await keep(refused === null ? delivered(report) : backWith(report, refused));
    }
  } catch (error) {
    const problem = asProblem(error);
    if (!isRefusal(problem)) {
      noteAnswer(false);
      return false;
    }
    for (const report of batch) await keep({ ...report, state: "refused", why: problem.sentence });
  }
  noteAnswer(true);
  doorsDelivered.value += 1;
  return true;
}

/** Grows with each batch of doors that the server has answered: the list is then read again. */
export const doorsDelivered = signal(0);

const delivered = (report: Kept): Kept => ({
  ...report,
  state: "delivered",
  delivered_at: new Date().toISOString(),
});

function backWith(report: Kept, refused: ReportRefusal): Kept {
  const why = `${inLanguage(refused.why)}。${inLanguage(refused.todo)}。${refused.code}`;
  return { ...report, state: "refused", why };
}

/** True when the server has decided, either way. */
async function deliverOne(report: Kept): Promise<boolean> {
  try {
    await post("/field-reports", report.body, AbortSignal.timeout(PATIENCE_MS));
    await keep(delivered(report));
  } catch (error) {
    const problem = asProblem(error);
    if (!isRefusal(problem)) {
      noteAnswer(false);
      return false;
    }
    await keep({ ...report, state: "refused", why: problem.sentence });
  }
  noteAnswer(true);
  return true;
}

/** The server has read the report and will not take it, however often it is sent. */
export function isRefusal(problem: Problem): boolean {
  const later = [401, 408, 423, 425, 429]; // signed out or locked: the report itself is not refused
  const { status, code } = problem;
  if (code === STALE_SESSION) return false;
  return status >= KEPT_BY_SERVER && status < 500 && !later.includes(status);
}
