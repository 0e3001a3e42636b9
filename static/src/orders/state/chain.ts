// The tasks that an order gave out, down the chain.

import { signal } from "@preact/signals";
import { get } from "../../shared/api/client";
import { asProblem, type Problem } from "../../shared/api/problem";
import { correct, rate } from "../../shared/clock";
import type { DocumentView } from "../../shared/orders/types";
import type { TaskList } from "../../shared/tasks/types";

export const chain = signal<TaskList | null>(null);
export const chainProblem = signal<Problem | null>(null);
let of = 0;

/** Read them; what fails is said and the old stays, unless it is another order's. */
export async function readChain({ document_id: number, kind }: DocumentView): Promise<void> {
  if (of !== number) chain.value = null;
  of = number;
  try {
    const told = await get("/tasks/chain", { source: kind, reference: number });
    correct(Date.parse(told.at), rate.peek());
    if (of === number) chain.value = told;
    chainProblem.value = null;
  } catch (error) {
    chainProblem.value = asProblem(error);
  }
}
