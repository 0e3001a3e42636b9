// GeoJSON of a storm at a moment: what stands still between two fixes. Circles are drawn elsewhere.

import { shortMoment } from "../../format/moment";
import { type Language, language } from "../../i18n/language";
import { circleAt } from "./circle_track";
import { classImage } from "./class_sign";
import { quadrantRing } from "./quadrants";
import { type AgencyStorm, circleFixes, circleLabel, pointsBy } from "./storm";
import type { Circle } from "./wind_paint";

type Feature = GeoJSON.Feature;
export const CLASS_WORDS: Record<string, Record<Language, string>> = {
  TD: { zh: "热带低压", en: "TD" },
  TS: { zh: "热带风暴", en: "TS" },
  STS: { zh: "强热带风暴", en: "STS" },
  TY: { zh: "台风", en: "TY" },
  STY: { zh: "强台风", en: "STY" },
  SuperTY: { zh: "超强台风", en: "SuperTY" },
  EX: { zh: "变性", en: "extratropical" },
  LOW: { zh: "低压", en: "low" },
};

/** The word of a class, in the language in force. */
export function classWord(strength: string | null): string {
  if (strength === null) return "";
  return CLASS_WORDS[strength]?.[language.value] ?? strength;
}

export const collection = (features: Feature[]): GeoJSON.FeatureCollection => ({
  type: "FeatureCollection",
  features,
});

export function feature(
  geometry: GeoJSON.Geometry,
  properties: GeoJSON.GeoJsonProperties,
): Feature {
  return { type: "Feature", geometry, properties };
}

const line = (coordinates: number[][]): GeoJSON.LineString => ({ type: "LineString", coordinates });
const place = (p: { lon: number; lat: number }): [number, number] => [p.lon, p.lat];

/** Observed and forecast lines of every agency; the primary's are marked. */
export function trackLines(
  storms: readonly AgencyStorm[],
  now: number,
  primaryKey = storms[0]?.key,
): GeoJSON.FeatureCollection {
  return collection(
    storms.flatMap((storm) => {
      const primary = storm.key === primaryKey;
      const past = storm.points.filter((p) => !p.forecast && p.ms <= now);
      const ahead = storm.points.filter((p) => p.forecast || p.ms > now);
      const lines: Feature[] = [];
      if (past.length > 1) lines.push(feature(line(past.map(place)), { primary, forecast: false }));
      const whole = [...past.slice(-1), ...ahead];
      if (ahead.length > 0 && whole.length > 1) {
        lines.push(feature(line(whole.map(place)), { primary, forecast: true }));
      }
      return lines;
    }),
  );
}

/** The name of every other agency where its line ends. */
export function agencyNames(
  storms: readonly AgencyStorm[],
  primaryKey: string | undefined,
): GeoJSON.FeatureCollection {
  const others = storms.filter((storm) => storm.key !== primaryKey && storm.forecast !== null);
  return collection(
    others.flatMap((storm) => {
      const end = storm.points.at(-1);
      if (end === undefined) return [];
      return [feature({ type: "Point", coordinates: place(end) }, { name: storm.agency })];
    }),
  );
}

/** The primary's points with class, moment and word. */
export function trackPoints(
  storm: AgencyStorm | undefined,
  now: number,
): GeoJSON.FeatureCollection {
  const points = storm?.points ?? [];
  const here = storm === undefined ? 0 : pointsBy(storm, now);
  return collection(
    points.map((p, index) => {
      const ahead = p.forecast || p.ms > now;
      const wind = p.windMs === null ? "" : ` ${Math.round(p.windMs)}\u2009m/s`;
      return feature(
        { type: "Point", coordinates: place(p) },
        {
          image: classImage(p.strength ?? "", ahead),
          label: `${shortMoment(p.ms, now)} ${classWord(p.strength)}${wind}`,
          // Names thin out with distance: the forecast says when and how strong, the past may wait.
          rank: ahead ? 0 : here - index,
          major: new Date(p.ms).getUTCHours() % 12 === 6,
        },
      );
    }),
  );
}

/** Wind circles at a moment with their names, the widest first. */
export function circlesAt(storm: AgencyStorm | undefined, ms: number): Circle[] {
  if (storm === undefined) return [];
  return storm.forces.flatMap((force) => {
    const state = circleAt(circleFixes(storm, force), ms);
    const ring = state === null ? null : quadrantRing(state.lon, state.lat, state.radiiKm);
    if (ring === null) return [];
    const name = circleLabel(storm, force, ms)?.label[language.value] ?? String(force);
    return [{ force, ring, name }];
  });
}
