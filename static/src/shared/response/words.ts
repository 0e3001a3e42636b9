// What levels, drafts and conditions are called, and the grounds a draft starts from. Pure.

import type { Recommendation } from "../api/wind_types";
import { inLanguage } from "../i18n/language";
import { say } from "../i18n/say";
import type { Condition, Measure, ResponseDraft, Standing } from "./types";

const ROMAN = ["", "I", "II", "III", "IV"];
export const LEVELS = [1, 2, 3, 4] as const;
export const MOST_CHARACTERS = 2000;

export const roman = (level: number | null): string => ROMAN[level ?? 0] ?? String(level);

export const levelName = (level: number | null): string =>
  level === null ? say("typhoon.level.none") : say("typhoon.level.name", { level: roman(level) });

/** What a draft would do, in a few words: 防台风 II 级, 终止 防台风. */
export function changeName(draft: Pick<ResponseDraft, "change" | "title" | "level">): string {
  const values = { track: inLanguage(draft.title), level: roman(draft.level) };
  if (draft.change === "end") return say("response.draft.end", values);
  return say(draft.level === null ? "response.draft.plain" : "response.draft.activate", values);
}

/** What is in force of a unit on a track. */
export const standingOf = (
  active: readonly Standing[],
  unit: string,
  track: string,
): Standing | undefined => active.find((each) => each.issuer_unit === unit && each.track === track);

/** How a draft stands to what is in force for the same unit. */
export function beside(draft: ResponseDraft, active: readonly Standing[]): string {
  const now = standingOf(active, draft.issuer_unit, draft.track);
  if (now === undefined) return say("response.draft.nowNone");
  if (draft.change === "activate" && now.level === draft.level) return say("response.draft.same");
  const level = now.level === null ? inLanguage(now.title) : levelName(now.level);
  return say("response.draft.now", { level });
}

/** The rules that hold for a level, the deciding ones first. */
export function rulesFor(told: Recommendation | null, level: number | null) {
  const all = told === null ? [] : [...told.rules, ...(told.also_fired ?? [])];
  return all.filter((rule) => rule.level === level);
}

/** Grounds to start from: what the rules say, with their figures; the reason stays to be written
 * where somebody drafts another level than the recommended one. */
export function groundsOf(told: Recommendation | null, level: number | null): string {
  if (told === null || level === null) return "";
  const lines = rulesFor(told, level).map((rule) =>
    say("response.basis.rule", {
      code: rule.id,
      title: inLanguage(rule.title),
      reasons: rule.reasons.map(inLanguage).join("；"),
    }),
  );
  const label = inLanguage(told.label);
  const recommended = levelName(told.level);
  const first =
    told.level === level
      ? say("response.basis.recommended", { level: recommended, label })
      : say("response.basis.other", { level: recommended, own: levelName(level) });
  return told.level === level ? [first, ...lines].join("\n") : [...lines, first].join("\n");
}

const SIGN: Partial<Record<Measure["comparison"], string>> = {
  at_most: "≤",
  at_least: "≥",
  class_at_least: "≥",
  colour_at_least: "≥",
};

/** A condition as a person reads it. `word` names a class or colour by its code. */
export function conditionText(
  { measure, value }: Condition,
  measures: readonly Measure[],
  word: (code: string) => string = (code) => code,
): string {
  const meaning = measures.find((each) => each.measure === measure);
  if (meaning === undefined) return measure;
  const title = inLanguage(meaning.title);
  if (value === null) return say("response.rules.awaited", { title });
  if (meaning.comparison === "inside") return say("response.rules.inside", { value });
  const unit = meaning.unit === "force" ? say("response.rules.force") : meaning.unit;
  const shown = typeof value === "string" ? word(value) : value;
  return `${title} ${SIGN[meaning.comparison] ?? "="} ${shown} ${unit}`.trim();
}

export interface UnitLine {
  code: string;
  name: string;
  level: string;
}

const RANK: Record<string, number> = { city: 0, county: 1, functional_zone: 2, township: 3 };

/** Units that may have a response of their own, the widest first. */
export const issuers = (all: readonly UnitLine[]) =>
  all
    .filter((unit) => unit.level in RANK)
    .sort((a, b) => (RANK[a.level] ?? 0) - (RANK[b.level] ?? 0) || a.code.localeCompare(b.code))
    .map((unit) => ({ value: unit.code, text: unit.name }));

export type Verdict = "fired" | "unjudged" | "not";

/** Whether a rule holds now, by what was told of all of them; null while nothing was told. */
export function verdictOf(told: Recommendation | null, ruleId: string): Verdict | null {
  if (told === null) return null;
  const holds = [...told.rules, ...(told.also_fired ?? [])].some((rule) => rule.id === ruleId);
  if (holds) return "fired";
  return told.not_judged.some((rule) => rule.id === ruleId) ? "unjudged" : "not";
}
