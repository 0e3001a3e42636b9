// A moment of the last months, in Beijing time: the day only when it is not today.

import { language } from "../i18n/language";
import { clockTime, localTime, millis, two } from "./moment";
import { MISSING } from "./number";

/** "14:05" today, "7月10日 14:05" this year, "2025年7月10日" before; a dash when missing. */
export function pastMoment(text: string | null | undefined, now: number): string {
  const ms = millis(text);
  if (ms === null) return MISSING;
  const at = localTime(ms);
  const today = localTime(now);
  if (at.year !== today.year) return day(at.year, at.month, at.day);
  if (at.month === today.month && at.day === today.day) return clockTime(ms);
  return `${day(null, at.month, at.day)} ${clockTime(ms)}`;
}

function day(year: number | null, month: number, date: number): string {
  if (language.value === "en") return [date, month, year].filter((part) => part !== null).join("/");
  return `${year === null ? "" : `${year}年`}${month}月${date}日`;
}

/** The same with seconds, for records that come by the dozen a minute. */
export function pastSecond(text: string, now: number): string {
  const ms = millis(text);
  const shown = pastMoment(text, now);
  if (ms === null || !shown.includes(":")) return shown;
  return `${shown}:${two(localTime(ms).second)}`;
}
