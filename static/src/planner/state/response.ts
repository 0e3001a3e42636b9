// What stands and what waits, and which part of the response panel is open.

import { computed, signal } from "@preact/signals";
import type { Problem } from "../../shared/api/problem";
import type { Responses } from "../../shared/response/types";

export const PARTS = ["standing", "draft", "rules"] as const;
export type Part = (typeof PARTS)[number];

export const responses = signal<Responses | null>(null);
/** Why the last read failed; the old value stays. */
export const responsesProblem = signal<Problem | null>(null);

/** The open part of the panel; null while it is closed. */
export const part = signal<Part | null>(null);

/** What a new draft starts from. */
export interface Seed {
  change: "activate" | "end";
  unit: string | null;
  track: string;
  level: number | null;
}
export const seed = signal<Seed | null>(null);

/** Counts changes of the office's values and tables: who shows them reads them again. */
export const tablesChanged = signal(0);

export const drafts = computed(() => responses.value?.drafts ?? []);
/** Drafts that whoever sits here may sign. */
export const toSign = computed(() => drafts.value.filter((each) => each.may_sign));

let opener: HTMLElement | null = null;

/** Open the panel at a part; closing gives the focus back to where it was. */
export function openPart(next: Part, from: Seed | null = null): void {
  if (part.peek() === null && document.activeElement instanceof HTMLElement) {
    opener = document.activeElement;
  }
  seed.value = from;
  part.value = next;
}

/** Close the panel. */
export function closePanel(): void {
  part.value = null;
  seed.value = null;
  opener?.focus();
  opener = null;
}
