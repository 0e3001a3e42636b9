// Plans that are kept, and what is compared: a kept one with what stands, or what if.

import { computed, signal } from "@preact/signals";
import type { PlanComparison, PlanHead } from "../../shared/api/generated";
import type { Problem } from "../../shared/api/problem";
import { inLanguage } from "../../shared/i18n/language";
import { zonesByStart } from "../../shared/incident/store";

export interface Supposed {
  agency: string;
  aside_km: number;
  earlier_h: number;
  way: string;
  line: string;
  shelter: string;
}

export const AS_IT_IS: Supposed = {
  agency: "",
  aside_km: 0,
  earlier_h: 0,
  way: "",
  line: "",
  shelter: "",
};

export const plansOpen = signal(false);
export const kept = signal<readonly PlanHead[]>([]);
export const supposed = signal<Supposed>(AS_IT_IS);
export const asking = signal(false);
export const plansProblem = signal<Problem | null>(null);
/** What is shown; `whatIf`: the right side is only supposed. */
export const compared = signal<{ told: PlanComparison; whatIf: boolean; left: string } | null>(
  null,
);

/** What the answers lean on, by name: only that is worth supposing away. */
export const leantOn = computed(() => {
  const ways = new Set<string>();
  const lines = new Set<string>();
  const shelters = new Map<string, string>();
  for (const { answer } of zonesByStart.value) {
    for (const cutoff of answer?.timing.cutoffs ?? []) {
      const name = inLanguage(cutoff.name);
      if (cutoff.kind === "bridge") ways.add(name);
      if (cutoff.kind === "ferry") lines.add(name);
    }
    for (const each of answer?.assignment.shelters ?? []) shelters.set(each.code, each.name);
  }
  return { ways: [...ways].sort(), lines: [...lines].sort(), shelters: [...shelters].sort() };
});

/** What the request says; null where nothing is supposed. */
export function suppositionOf(chosen: Supposed) {
  const told = {
    ...(chosen.agency !== "" && { agency: chosen.agency }),
    ...(chosen.aside_km !== 0 && { aside_km: chosen.aside_km }),
    ...(chosen.earlier_h !== 0 && { earlier_h: chosen.earlier_h }),
    ...(chosen.way !== "" && { closed_ways: [chosen.way] }),
    ...(chosen.line !== "" && { stopped_lines: [chosen.line] }),
    ...(chosen.shelter !== "" && { lost_shelters: [chosen.shelter] }),
  };
  return Object.keys(told).length === 0 ? null : told;
}
