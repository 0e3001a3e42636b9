import { type Signal, useSignal } from "@preact/signals";
import { asProblem, type Problem } from "../api/problem";

export interface Act {
  busy: Signal<boolean>;
  problem: Signal<Problem | null>;
  /** Run it; true when it was done. What is refused is kept in `problem`. */
  run: (act: () => Promise<unknown>) => Promise<boolean>;
}

/** One thing at a time, its refusal kept beside it. */
export function useAct(): Act {
  const busy = useSignal(false);
  const problem = useSignal<Problem | null>(null);
  const run = async (act: () => Promise<unknown>): Promise<boolean> => {
    if (busy.peek()) return false;
    const at = document.activeElement;
    busy.value = true;
    problem.value = null;
    try {
      await act();
      return true;
    } catch (error) {
      problem.value = asProblem(error);
      return false;
    } finally {
      busy.value = false;
      setTimeout(() => giveBack(at)); // after the page has enabled the button again
    }
  };
  return { busy, problem, run };
}

/** A button that was switched off while the server was asked has lost the keyboard's place. */
function giveBack(at: Element | null): void {
  const lost = document.activeElement === null || document.activeElement === document.body;
  if (lost && at instanceof HTMLElement && at.isConnected) at.focus();
}
