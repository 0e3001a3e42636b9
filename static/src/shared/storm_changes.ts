// How the difference of two bulletins is said, on every screen in the same words.

import type { ArrivalShift } from "./api/wind_types";
import { duration } from "./format/duration";
import { say } from "./i18n/say";

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

/** How much a shift matters: what newly comes before all, then by minutes. */
function weight({ before_at, after_at, shift_min }: ArrivalShift): number {
  if ((before_at === null) !== (after_at === null)) return Number.POSITIVE_INFINITY;
  return Math.abs(shift_min ?? 0);
}

/** The arrival of a force that moved the most; null when none of it is told. */
export function greatestShift(shifts: readonly ArrivalShift[], force: number): ArrivalShift | null {
  return shifts
    .filter((each) => each.force === force)
    .reduce<ArrivalShift | null>(
      (best, each) => (best !== null && weight(best) >= weight(each) ? best : each),
      null,
    );
}
