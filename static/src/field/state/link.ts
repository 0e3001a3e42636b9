// Whether the server answers. What the tablet was last told outlives a reload, and so does its age.

import { signal } from "@preact/signals";

const KEPT = "haitang.field.answered";

/** A request without an answer for so long has none: links at sea hang rather than break. */
export const PATIENCE_MS = 20_000;

/** Real ms of the server's last answer since when it gives none; null while it answers. */
export const offlineSince = signal<number | null>(null);

/** Told after every request: the server answered, or it did not. */
export function noteAnswer(answered: boolean): void {
  if (answered) {
    localStorage.setItem(KEPT, String(Date.now()));
    offlineSince.value = null;
  } else {
    offlineSince.value ??= Number(localStorage.getItem(KEPT) ?? Date.now());
  }
}
