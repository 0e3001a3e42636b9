// An office's value as it is said on the page of values and under an answer.

import type { OfficeValue } from "../api/generated";
import { CATALOGUE, type Key, say } from "../i18n/say";

/** A figure with its unit: 45 min, 10 级, force 10; a text as it is. */
export function figure(value: unknown, unit: string): string {
  if (typeof value !== "number") return String(value);
  if (unit === "force") return say("values.force", { value });
  const word = unitWord(unit);
  return word === "" ? String(value) : `${value}\u2009${word}`;
}

/** A unit as the language says it; a symbol is the same in both. */
export function unitWord(unit: string): string {
  const key = `values.unit.${unit}`;
  return key in CATALOGUE.zh ? say(key as Key) : unit;
}

/** Default, which version, or that one waits. */
export function standing(each: Pick<OfficeValue, "adopted" | "version">): string {
  return each.adopted ? say("values.version", { version: each.version }) : say("values.default");
}
