// Which bulletins there are.

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

/** Minutes between two moments; null where one of them is missing. */
export function minutesBetween(before: string | null, after: string | null): number | null {
  if (before === null || after === null) return null;
  return (Date.parse(after) - Date.parse(before)) / 60_000;
}
