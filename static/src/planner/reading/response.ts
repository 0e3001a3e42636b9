// Reads and acts of response levels. What an act answers is what stands afterwards.

import { get, post, remove } from "../../shared/api/client";
import { asProblem } from "../../shared/api/problem";
import type { Responses } from "../../shared/response/types";
import { responses, responsesProblem } from "../state/response";
import { recommendation } from "../state/storm";

/** Everything about responses; what fails is kept and the old value stays. */
export async function readResponses(): Promise<void> {
  try {
    take(await get("/responses"));
  } catch (error) {
    responsesProblem.value = asProblem(error);
  }
}

function take(told: Responses): void {
  responses.value = told;
  recommendation.value = told.recommended;
  responsesProblem.value = null;
}

export interface Wanted {
  unit_code: string | undefined;
  track: string;
  level: number | null;
  basis_text: string;
}

/** Draft a level, or the end of a response. Throws the refusal. */
export async function draftChange(change: "activate" | "end", wanted: Wanted): Promise<void> {
  take(await post(change === "end" ? "/responses/end" : "/responses", wanted));
}

/** Put a draft in force. Throws the refusal. */
export async function signDraft(draftId: number): Promise<void> {
  take(await post(`/responses/drafts/${draftId}/sign`, {}));
}

/** Take a draft back, or send it back. Throws the refusal. */
export async function withdrawDraft(draftId: number): Promise<void> {
  take(await remove(`/responses/drafts/${draftId}`));
}
