// Sends what is pending, oldest first: at start, when the network returns, when the page is looked
// at again, and every so often. Nothing is dropped: a refusal is kept with its reason.

import { signal } from "@preact/signals";
import { post } from "../../shared/api/client";
import { asProblem, type Problem } from "../../shared/api/problem";
import { type Kept, keep, listKept, pending, type ReportBody } from "./store";

const AGAIN_MS = 20_000;
const KEPT_BY_SERVER = 400; // below it, the server or the way to it is at fault, not the report

export const reports = signal<Kept[]>([]);
/** Real ms since when the server does not answer; null while it does. */
export const offlineSince = signal<number | null>(null);

let sending = false;

/** Read the outbox and keep trying to empty it. */
export async function startDelivery(): Promise<void> {
  reports.value = await listKept();
  addEventListener("online", () => void deliver());
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) void deliver();
  });
  setInterval(() => void deliver(), AGAIN_MS);
  await deliver();
}

/** Keep a new report first, then try to send it. */
export async function submit(body: ReportBody): Promise<void> {
  await keep(pending(body));
  reports.value = await listKept();
  void deliver();
}

/** Send what is pending; stops at the first that finds no server. */
export async function deliver(): Promise<void> {
  if (sending) return;
  sending = true;
  try {
    const waiting = (await listKept()).filter((report) => report.state === "pending").reverse();
    for (const report of waiting) {
      if (!(await deliverOne(report))) break;
      offlineSince.value = null;
    }
  } finally {
    sending = false;
    reports.value = await listKept();
  }
}

/** Told by every read of the tablet: the server answered, or it did not. */
export function noteAnswer(answered: boolean): void {
  if (!answered) offlineSince.value ??= Date.now();
  else if (offlineSince.value !== null) {
    offlineSince.value = null;
    void deliver();
  }
}

/** True when the server has decided, either way. */
async function deliverOne(report: Kept): Promise<boolean> {
  try {
    await post("/field-reports", report.body);
    await keep({
      ...report,
      state: "delivered",
      delivered_at: new Date().toISOString(),
      why: null,
    });
    return true;
  } catch (error) {
    const problem = asProblem(error);
    if (isRefusal(problem)) {
      await keep({ ...report, state: "refused", why: problem.sentence });
      return true;
    }
    offlineSince.value ??= Date.now();
    return false;
  }
}

/** The server has read the report and will not take it, however often it is sent. */
export function isRefusal(problem: Problem): boolean {
  const later = [408, 425, 429];
  const { status } = problem;
  return status >= KEPT_BY_SERVER && status < 500 && !later.includes(status);
}
