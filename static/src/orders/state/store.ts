// The incident's orders and the one at hand, read again while the page is looked at.

import { computed, signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { get, post, put } from "../../shared/api/client";
import { asProblem, type Problem } from "../../shared/api/problem";
import type { DocumentHead, DocumentView } from "../../shared/orders/types";

export const list = signal<DocumentHead[] | null>(null);
export const listProblem = signal<Problem | null>(null);
export const order = signal<DocumentView | null>(null);
export const orderProblem = signal<Problem | null>(null);

const hash = signal(location.hash);
addEventListener("hashchange", () => {
  hash.value = location.hash;
});
/** The number behind the #, null for the list. */
export const asked = computed(() => {
  const number = Number(hash.value.slice(1));
  return Number.isInteger(number) && number > 0 ? number : null;
});

/** The list; what fails is said and the old stays. */
export async function readList(): Promise<void> {
  try {
    list.value = (await get("/documents")).documents;
    listProblem.value = null;
  } catch (error) {
    listProblem.value = asProblem(error);
  }
}

/** The one that is asked for. */
export async function readOrder(): Promise<void> {
  const number = asked.peek();
  if (number === null) return;
  try {
    const told = await get(`/documents/${number}`);
    if (asked.peek() === number) order.value = told;
    orderProblem.value = null;
  } catch (error) {
    orderProblem.value = asProblem(error);
  }
}

const FRESH_MS = 5000;

/** Others take the next step: what is open is read again as long as it is looked at. */
export function useFresh(read: () => Promise<void>, of: unknown): void {
  useEffect(() => {
    const again = () => {
      if (!document.hidden) void read();
    };
    void read();
    const timer = setInterval(again, FRESH_MS);
    document.addEventListener("visibilitychange", again);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", again);
    };
  }, [of]);
}

export type Taken = "submit" | "return" | "sign" | "issue" | "lift" | "withdraw";

/** Take a step with the order as it is seen. Throws the refusal. */
export async function take(seen: DocumentView, step: Taken, reason = ""): Promise<void> {
  const body = { version: seen.version, reason };
  // `order` is what every part shows; the list is read when it is looked at.
  order.value = await post(`/documents/${seen.document_id}/${step}`, body);
}

/** Change a draft: its free words, or its figures from the present answer. Throws the refusal. */
export async function edit(
  seen: DocumentView,
  change: { remarks?: string; refresh?: boolean },
): Promise<void> {
  order.value = await put(`/documents/${seen.document_id}`, { version: seen.version, ...change });
}

/** Draft the order that will replace this one, and go to it. Throws the refusal. */
export async function draftNext(seen: DocumentView): Promise<void> {
  const made = await post("/documents", { kind: seen.kind, subject: seen.subject });
  location.hash = `#${made.document_id}`;
}
