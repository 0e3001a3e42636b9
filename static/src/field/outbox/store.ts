// The outbox: reports kept in the tablet's own database until the server has said that it has them.

import { database } from "./database";
import type { Kept } from "./kept";

/** Keep a report, or a new state of it. */
export async function keep(report: Kept): Promise<void> {
  await (await database()).put("reports", report);
}

/** Every report on this tablet, newest first: ids sort by their moment. */
export async function listKept(): Promise<Kept[]> {
  return (await (await database()).getAll("reports")).reverse();
}

const COUNT = "sequence";

/** The next number of this tablet's own count, never one that the server has heard of. */
export async function nextSequence(heard: number): Promise<number> {
  const step = (await database()).transaction("single", "readwrite");
  const last = Number((await step.store.get(COUNT)) ?? 0);
  const next = Math.max(last, heard) + 1;
  await step.store.put(next, COUNT);
  await step.done;
  return next;
}
