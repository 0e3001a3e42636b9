// Times as the screens show them: 24 h, +08:00, a clock time with a colon, a duration never.

import { language } from "../i18n/language";

const ZONE = "Asia/Shanghai";
const PARTS = new Intl.DateTimeFormat("en-GB", {
  timeZone: ZONE,
  year: "numeric",
  month: "numeric",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});

export interface LocalTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

/** The wall clock's reading at a moment (unix ms). */
export function localTime(ms: number): LocalTime {
  const read: Record<string, number> = {};
  for (const part of PARTS.formatToParts(ms)) read[part.type] = Number(part.value);
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = read;
  return { year, month, day, hour, minute, second };
}

export const two = (value: number): string => String(value).padStart(2, "0");

/** "02:10". */
export function clockTime(ms: number): string {
  const { hour, minute } = localTime(ms);
  return `${two(hour)}:${two(minute)}`;
}

/** "02:10:37". */
export function clockSeconds(ms: number): string {
  return `${clockTime(ms)}:${two(localTime(ms).second)}`;
}

/** "02:10" today, "11日 02:10" on another day than `now`. */
export function shortMoment(ms: number, now: number): string {
  const at = localTime(ms);
  const today = localTime(now);
  const sameDay = at.year === today.year && at.month === today.month && at.day === today.day;
  return sameDay ? clockTime(ms) : `${dayText(ms)} ${clockTime(ms)}`;
}

/** "11日", in English "11/7". */
export function dayText(ms: number): string {
  const { day, month } = localTime(ms);
  return language.value === "zh" ? `${day}日` : `${day}/${month}`;
}

/** Weekday, 0 = Sunday. */
export function weekday(ms: number): number {
  const { year, month, day } = localTime(ms);
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay();
}

/** Unix ms of an ISO text; null stays null. */
export function millis(text: string | null | undefined): number | null {
  if (text === null || text === undefined) return null;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? null : ms;
}
