// Sends what is pending, oldest first: at start, when the network returns, when the page is looked
// at again, and every so often. Nothing is dropped: a refusal is kept with its reason.

import { effect, signal } from "@preact/signals";
import { post } from "../../shared/api/client";
import { asProblem, type Problem } from "../../shared/api/problem";
import { offerDraft } from "../../shared/session/drafts";
import { noteAnswer, offlineSince, PATIENCE_MS } from "../state/link";
import { type Kept, keep, listKept, pending, type ReportBody } from "./store";

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
export async function submit(body: ReportBody): Promise<void> {
  await keep(pending(body));
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
    while (next !== undefined && (await deliverOne(next))) next = await oldestPending();
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

/** True when the server has decided, either way. */
async function deliverOne(report: Kept): Promise<boolean> {
  try {
    await post("/field-reports", report.body, AbortSignal.timeout(PATIENCE_MS));
    await keep({ ...report, state: "delivered", delivered_at: new Date().toISOString() });
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
