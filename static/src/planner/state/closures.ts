// What the forecast proposes to close, and the closure that is being entered or lifted.

import { signal } from "@preact/signals";
import type { ClosureView, ProposedClosure } from "../../shared/api/generated";

export const proposals = signal<ProposedClosure[]>([]);

/** What is to be closed: a row of the map's, or works at a place. */
export interface Subject {
  kind: string;
  object: string;
  name: string;
  lon?: number;
  lat?: number;
  from?: string;
  force?: number;
}
export const closing = signal<Subject | null>(null);
/** The list as a dialog, where the left edge is too narrow for it. */
export const listOpen = signal(false);
/** A closure that is to be lifted. */
export const lifting = signal<ClosureView | null>(null);

/** Which layers hold what can be closed. */
const KIND_OF_LAYER: Record<string, string> = {
  roads: "road",
  "ferry-lines": "ferry_line",
  "scenic-areas": "scenic_area",
};

export const kindOfLayer = (layer: string): string | null => KIND_OF_LAYER[layer] ?? null;

/** Nothing of another incident stays. */
export function forgetClosures(): void {
  proposals.value = [];
  closing.value = null;
  lifting.value = null;
  listOpen.value = false;
}
