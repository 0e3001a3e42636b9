// How a value of a register stands in a list and in a form. Pure but for the language.

import type { RegisterField } from "../../shared/api/generated";
import { count, decimal, MISSING, withUnit } from "../../shared/format/number";
import { inLanguage } from "../../shared/i18n/language";
import { say } from "../../shared/i18n/say";

type Column = Pick<RegisterField, "kind" | "choices" | "unit">;

/** A value as it is read: an enumeration's word, a number with its unit, a dash for none. */
export function shown(field: Column, value: unknown): string {
  if (value === null || value === undefined || value === "") return MISSING;
  const choice = field.choices.find((each) => each.value === value);
  if (choice !== undefined) return inLanguage(choice.text);
  if (typeof value === "boolean") return say(value ? "registers.yes" : "registers.no");
  if (typeof value !== "number") return String(value);
  const text = field.kind === "integer" ? count(value) : decimal(value, 2);
  return withUnit(text, field.unit && inLanguage(field.unit));
}

/** The same in a list, whose heading has the unit. */
export const listed = (field: Column, value: unknown): string =>
  shown({ ...field, unit: null }, value);

/** A column's heading: 核定容量 人. */
export const heading = (field: Pick<RegisterField, "label" | "unit">): string =>
  [field.label, ...(field.unit === null ? [] : [field.unit])].map(inLanguage).join(" ");

/** A value as a form holds it. */
export const written = (value: unknown): string =>
  value === null || value === undefined ? "" : String(value);

export type Draft = Readonly<Record<string, string>>;

/** What a form sends: the columns that differ from what stands; an empty one is none. */
export function changes(draft: Draft, before: Draft): Record<string, string | null> {
  const told = Object.entries(draft).filter(([name, text]) => text.trim() !== (before[name] ?? ""));
  return Object.fromEntries(told.map(([name, text]) => [name, text.trim() || null]));
}

/** A number somebody wrote, or the text for the server to refuse with its reason. */
export function degrees(text: string): number | string | null {
  const trimmed = text.trim();
  if (trimmed === "") return null;
  return Number.isFinite(Number(trimmed)) ? Number(trimmed) : trimmed;
}

/** "2026-01-01T08:00" of a form, which is Beijing time; null for now. */
export const beijing = (text: string): string | null => (text === "" ? null : `${text}:00+08:00`);
