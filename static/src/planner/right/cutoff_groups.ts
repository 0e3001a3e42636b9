import type { Cutoff } from "../../shared/api/zone_types";

/** Cut-offs of one kind: the tightest stands for them, the others open below it. */
export interface CutoffGroup {
  first: Cutoff;
  others: Cutoff[];
}

/** Ten ferries are one reason: a kind has one row, of its tightest that has not passed. */
export function groupCutoffs(cutoffs: readonly Cutoff[]): CutoffGroup[] {
  const kinds = new Map<string, CutoffGroup>();
  const start = (cutoff: Cutoff) => Date.parse(cutoff.latest_start_at);
  const order = (a: Cutoff, b: Cutoff) =>
    Number(a.passed) - Number(b.passed) || start(a) - start(b);
  for (const cutoff of [...cutoffs].sort(order)) {
    const group = kinds.get(cutoff.kind);
    if (group === undefined) kinds.set(cutoff.kind, { first: cutoff, others: [] });
    else group.others.push(cutoff);
  }
  return [...kinds.values()].sort((a, b) => start(a.first) - start(b.first));
}
