// The ladder as a line of rungs: what was done, where it stands, what is to come.

import type { DocumentView, StepView } from "../shared/orders/types";

const WAY = ["draft", "submit", "sign", "issue"] as const;
const ENDS = ["lift", "withdraw", "supersede"] as const;
type RungStep = (typeof WAY)[number] | (typeof ENDS)[number];

export interface Rung {
  step: RungStep;
  standing: "done" | "now" | "ahead";
  made: StepView | null;
  /** Who sent it back to this rung last, while it stands there. */
  returned: StepView | null;
}

/** Four rungs and how it ended; a document that is withdrawn early keeps only what was done. */
export function rungsOf({ steps }: Pick<DocumentView, "steps">): Rung[] {
  const back = steps.findLastIndex(({ step }) => step === "return");
  const standing = new Map<string, StepView>();
  for (const [at, made] of steps.entries()) {
    if (at < back && made.step === "submit") continue; // taken back with the return
    standing.set(made.step, made);
  }
  const end = ENDS.find((step) => standing.has(step));
  const way: RungStep[] = WAY.filter((step) => end === undefined || standing.has(step));
  const line = [...way, end ?? "lift"];
  const now = line.findLastIndex((step) => standing.has(step));
  const open = steps.at(-1)?.step === "return" || (back >= 0 && now === 0);
  return line.map((step, at) => ({
    step,
    standing: at < now ? "done" : at === now ? "now" : "ahead",
    made: standing.get(step) ?? null,
    returned: open && step === "draft" ? (steps[back] ?? null) : null,
  }));
}
