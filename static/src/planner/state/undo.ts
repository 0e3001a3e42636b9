import { signal } from "@preact/signals";
import type { Draft } from "./store";

const DEPTH = 100;
const stack = signal<readonly Draft[]>([]);

/** Keep a draft as it was before a change. */
export function remember(draft: Draft): void {
  stack.value = [...stack.value.slice(1 - DEPTH), draft];
}

/** The draft before the last change, or null. */
export function takeBack(): Draft | null {
  const last = stack.value.at(-1) ?? null;
  stack.value = stack.value.slice(0, -1);
  return last;
}

/** Another zone is selected: its changes are its own. */
export function forget(): void {
  stack.value = [];
}

/** How many changes can be taken back. */
export const undoDepth = (): number => stack.value.length;
