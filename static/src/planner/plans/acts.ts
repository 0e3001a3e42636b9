// Keep a plan, compare one with what stands, and ask what if. Nothing here changes a zone.

import { batch } from "@preact/signals";
import { get, post } from "../../shared/api/client";
import { asProblem } from "../../shared/api/problem";
import * as plans from "../state/plans";

export function openPlans(): void {
  plans.plansOpen.value = true;
  void during(readPlans);
}

export function closePlans(): void {
  plans.plansOpen.value = false;
}

export const savePlan = (name: string): Promise<void> =>
  during(async () => {
    await post("/plans", { name });
    await readPlans();
  });

export const comparePlan = (planId: number, name: string): Promise<void> =>
  during(async () => {
    const told = await get(`/plans/${planId}/comparison`);
    plans.compared.value = { told, whatIf: false, left: name };
  });

export const askWhatIf = (): Promise<void> =>
  during(async () => {
    const supposition = plans.suppositionOf(plans.supposed.value);
    if (supposition === null) return;
    const { comparison } = await post("/whatif", { supposition });
    plans.compared.value = { told: comparison, whatIf: true, left: "" };
  });

async function readPlans(): Promise<void> {
  plans.kept.value = (await get("/plans")).plans;
}

/** One request at a time; what goes wrong is told in the dialog. */
async function during(work: () => Promise<void>): Promise<void> {
  if (plans.asking.value) return;
  batch(() => {
    plans.asking.value = true;
    plans.plansProblem.value = null;
  });
  try {
    await work();
  } catch (error) {
    plans.plansProblem.value = asProblem(error);
  } finally {
    plans.asking.value = false;
  }
}
