// From the auditor's conditions to the question for the server.

import { localTime, two } from "../shared/format/moment";
import type { Wanted } from "./types";

export const PAGE = 100;

/** The query of one page; entries come newest first, so the next page is `before` the last id. */
export function queryOf(wanted: Wanted, before?: number): Record<string, string | number> {
  const asked = Object.entries({
    ...wanted,
    from: utcOf(wanted.from),
    to: utcOf(wanted.to),
  }).filter(([, value]) => value.trim() !== "");
  return {
    ...Object.fromEntries(asked.map(([name, value]) => [name, value.trim()])),
    ...(before !== undefined && { before }),
    limit: PAGE,
  };
}

/** "2026-07-10T08:30" on the office's wall clock as UTC; empty stays empty. */
export function utcOf(text: string): string {
  if (text === "") return "";
  const seconds = text.length === 16 ? `${text}:00` : text;
  const ms = Date.parse(`${seconds}+08:00`);
  return Number.isNaN(ms) ? "" : new Date(ms).toISOString().replace(".000Z", "Z");
}

/** The office's midnight `days` days before today, as the input writes it. */
export function daysBack(days: number, now: number): string {
  const { year, month, day } = localTime(now - days * 86_400_000);
  return `${year}-${two(month)}-${two(day)}T00:00`;
}
