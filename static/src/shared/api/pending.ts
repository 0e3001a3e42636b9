// Requests under way: a mark once one takes long, words once it takes too long. A server that hangs
// otherwise looks like one that has nothing to say.

import { signal } from "@preact/signals";

export const MARK_MS = 300;
export const WORDS_MS = 5000;

export type Slowness = "none" | "mark" | "words";

/** How slow the oldest request under way is by now. */
export const slowness = signal<Slowness>("none");
/** Real ms at which it was sent; null while none is under way. */
export const waitingSince = signal<number | null>(null);

const sent = new Set<{ at: number }>();

/** Count `work` among the requests under way until it ends. */
export async function counted<T>(work: Promise<T>): Promise<T> {
  const mine = { at: Date.now() };
  sent.add(mine);
  const timers = [MARK_MS, WORDS_MS].map((ms) => setTimeout(tell, ms));
  try {
    return await work;
  } finally {
    for (const timer of timers) clearTimeout(timer);
    sent.delete(mine);
    tell();
  }
}

function tell(): void {
  const oldest = [...sent][0]?.at ?? null; // a set keeps the order in which they were sent
  const age = oldest === null ? 0 : Date.now() - oldest;
  waitingSince.value = oldest;
  slowness.value = age < MARK_MS ? "none" : age < WORDS_MS ? "mark" : "words";
}
