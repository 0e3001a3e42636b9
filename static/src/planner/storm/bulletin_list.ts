// Which bulletins there are, and how a shift is said.

import { duration } from "../../shared/format/duration";
import { say } from "../../shared/i18n/say";
import type { AgencyStorm } from "../../shared/map/typhoon/storm";

const SHOWN = 24;

/** Moments of the primary's bulletins known by `now`, newest first: its fixes and its forecast. */
export function bulletinTimes(storm: AgencyStorm | undefined, now: number): string[] {
  if (storm === undefined) return [];
  const issued = storm.forecast === null ? [] : [storm.forecast.issued_at];
  const all = new Set([...issued, ...storm.track.fixes.map((fix) => fix.fix_at)].map(Date.parse));
  return [...all]
    .filter((ms) => ms <= now)
    .sort((a, b) => b - a)
    .slice(0, SHOWN)
    .map((ms) => new Date(ms).toISOString().replace(".000Z", "Z"));
}

/** "早 42分", "晚 1时10分", "不变"; what newly comes or no longer does says so. */
export function shiftText(shift: {
  before_at: string | null;
  after_at: string | null;
  shift_min: number | null;
}): string {
  if (shift.before_at === null && shift.after_at !== null) return say("typhoon.change.newly");
  if (shift.before_at !== null && shift.after_at === null) return say("typhoon.change.gone");
  const minutes = Math.round(shift.shift_min ?? 0);
  if (minutes === 0) return say("typhoon.change.unmoved");
  const time = duration(Math.abs(minutes) * 60);
  return say(minutes < 0 ? "typhoon.change.earlier" : "typhoon.change.later", { time });
}

/** Minutes between two moments; null where one of them is missing. */
export function minutesBetween(before: string | null, after: string | null): number | null {
  if (before === null || after === null) return null;
  return (Date.parse(after) - Date.parse(before)) / 60_000;
}
