// States of a document, on the desk and on the orders' page the same.

import type { DocumentHead, Severity } from "./types";

/** What waits for somebody stands out; an order that holds is as plain as text. */
export function stateSeverity(state: DocumentHead["state"]): Severity {
  return state === "submitted" || state === "signed" ? "yellow" : "none";
}

const ENDED = new Set<DocumentHead["state"]>(["superseded", "lifted", "withdrawn"]);

/** Whether it holds no more, or never did. */
export const isEnded = (state: DocumentHead["state"]): boolean => ENDED.has(state);
