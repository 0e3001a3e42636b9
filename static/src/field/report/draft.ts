// What is being written outlives a reload: a browser may end a page whose tablet was laid down.

import { effect, signal } from "@preact/signals";
import type { ReportKind } from "../outbox/kept";

export interface Draft {
  kind: ReportKind;
  text: string;
  people: number | null;
}

const KEPT = "haitang.field.draft";

export const draft = signal<Draft | null>(read());

effect(() => {
  if (draft.value === null) localStorage.removeItem(KEPT);
  else localStorage.setItem(KEPT, JSON.stringify(draft.value));
});

function read(): Draft | null {
  const text = localStorage.getItem(KEPT);
  return text === null ? null : (JSON.parse(text) as Draft);
}
