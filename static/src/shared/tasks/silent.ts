// Who has not answered, as wall and map count and draw it: only what is silent long enough.

import type { Severity } from "../format/severity";
import { silence } from "./standing";
import type { SilentUnit, SilentUnits } from "./types";

export interface SilentCount {
  units: number;
  longestS: number;
  raised: number;
  severity: Severity;
}

/** Posts that are silent for as long as makes them stand out, at `now`. */
export function silentLong(told: SilentUnits | null, now: number): SilentUnit[] {
  if (told === null) return [];
  return told.units.filter(
    (each) => silence(each.since, each.escalation, now, told).severity !== "none",
  );
}

/** How many, the longest silence and how many went up. */
export function countSilent(told: SilentUnits | null, now: number): SilentCount {
  const found = silentLong(told, now);
  const ages = found.map((each) => (now - Date.parse(each.since)) / 1000);
  const raised = found.filter((each) => each.escalation > 0).length;
  const worst = told !== null && ages.some((age) => age >= told.escalate_min * 60);
  return {
    units: found.length,
    longestS: Math.max(0, ...ages),
    raised,
    severity: raised > 0 || worst ? "orange" : "yellow",
  };
}

interface Mark {
  key: string;
  x: number;
  y: number;
  severity: Severity;
}

/** A mark for each seat, the oldest silence first; one that would cover another is left out. */
export function marksOf(
  told: SilentUnits | null,
  now: number,
  project: (lon: number, lat: number) => { x: number; y: number },
  sizePx: number,
): Mark[] {
  const marks: Mark[] = [];
  for (const each of silentLong(told, now)) {
    if (told === null || each.lon === null || each.lat === null) continue;
    const { x, y } = project(each.lon, each.lat);
    if (marks.some((mark) => Math.hypot(mark.x - x, mark.y - y) < sizePx)) continue;
    const { severity } = silence(each.since, each.escalation, now, told);
    marks.push({ key: `${each.unit}${each.name}`, x, y, severity });
  }
  return marks;
}
