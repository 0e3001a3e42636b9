// How values and their changes are said. Pure but for the language.

import type { ChangeView, OfficeValue } from "../../shared/api/generated";
import { localTime, two } from "../../shared/format/moment";
import { figure, unitWord } from "../../shared/format/office_value";
import { say } from "../../shared/i18n/say";

/** A value in force or of a change; null is the shipped one, again. */
export const shown = (each: OfficeValue, value: unknown): string =>
  value === null
    ? say("values.backTo", { value: figure(each.default, each.unit) })
    : figure(value, each.unit);

/** "2026-11-28 10:20". */
export function moment(text: string | null): string {
  if (text === null) return "—";
  const { year, month, day, hour, minute } = localTime(Date.parse(text));
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}`;
}

/** Who asked, who approved, and from when. */
export function people(change: ChangeView): string {
  const asked = say("values.askedBy", { name: change.asked_by, time: moment(change.asked_at) });
  if (change.state === "withdrawn") {
    const values = { name: change.withdrawn_by ?? "—", time: moment(change.withdrawn_at) };
    return `${asked} · ${say("values.withdrawnBy", values)}`;
  }
  if (change.approved_by === null) return asked;
  const values = { name: change.approved_by, time: moment(change.in_force_at) };
  return `${asked} · ${say("values.approvedBy", values)}`;
}

/** What somebody wrote as the server wants it: a number where it is one. */
export function written(each: OfficeValue, text: string): number | string {
  const trimmed = text.trim();
  if (typeof each.default !== "number") return trimmed;
  const number = Number(trimmed);
  return trimmed === "" || Number.isNaN(number) ? trimmed : number;
}

/** Why what was written cannot stand there; undefined when it can. */
export function fault(each: OfficeValue, text: string): string | undefined {
  const value = written(each, text);
  if (text.trim() === "" || each.low === null || each.high === null) return undefined;
  const bounds = { low: each.low, high: each.high, unit: unitWord(each.unit) };
  if (typeof value !== "number" || value < each.low || value > each.high)
    return say("values.bounds", bounds).trim();
  return each.whole && !Number.isInteger(value) ? say("values.whole") : undefined;
}
