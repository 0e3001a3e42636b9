// Conditions of a rule while they are changed: what may be chosen, and what a new one begins with.

import type { Condition, MeasureMeaning, RuleRow } from "../../shared/api/generated";
import { say } from "../../shared/i18n/say";
import { limitWord } from "../../shared/response/signal_words";

export type Rule = RuleRow;
export type Limit = Condition["value"];

/** A limit as a person reads it; without one the thing must only be awaited. */
export function limitText(value: Limit, meaning: MeasureMeaning | undefined): string {
  if (value === null) return say("values.rule.awaited");
  if (typeof value === "string") return limitWord(value);
  if (meaning === undefined || meaning.unit === "") return String(value);
  const unit = meaning.unit === "force" ? say("response.rules.force") : meaning.unit;
  return `${value} ${unit}`;
}

/** What a condition of a measure begins with: nothing where it may, else its first or lowest. */
export function firstLimit({ optional, choices, bounds }: MeasureMeaning): Limit {
  if (optional) return null;
  return choices[0] ?? bounds?.[0] ?? null;
}

/** The condition that a measure adds to a rule. */
export const newCondition = (meaning: MeasureMeaning): Condition => ({
  measure: meaning.measure,
  value: firstLimit(meaning),
});

/** A rule that is still to be written; its code is one that no other has. */
export function newRule(rules: readonly Rule[]): Rule {
  const taken = new Set(rules.map(({ id }) => id));
  let number = rules.length + 1;
  while (taken.has(`R-${number}`)) number += 1;
  return {
    id: `R-${number}`,
    level: 4,
    text: { zh: "", en: "" },
    conditions: [{ measure: "force_7_in_h", value: 48 }],
  };
}
