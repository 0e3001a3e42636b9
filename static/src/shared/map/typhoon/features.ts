// GeoJSON of a storm at a moment.

import { shortMoment } from "../../format/moment";
import { type Language, language } from "../../i18n/language";
import { circleAt } from "./circle_track";
import { quadrantRing } from "./quadrants";
import { type AgencyStorm, circleFixes, circleLabel } from "./storm";

type Feature = GeoJSON.Feature;
export const CLASS_WORDS: Record<string, Record<Language, string>> = {
  TD: { zh: "热带低压", en: "TD" },
  TS: { zh: "热带风暴", en: "TS" },
  STS: { zh: "强热带风暴", en: "STS" },
  TY: { zh: "台风", en: "TY" },
  STY: { zh: "强台风", en: "STY" },
  SuperTY: { zh: "超强台风", en: "SuperTY" },
};

/** The word of a class, in the language in force. */
export function classWord(strength: string | null): string {
  if (strength === null) return "";
  return CLASS_WORDS[strength]?.[language.value] ?? strength;
}

const collection = (features: Feature[]): GeoJSON.FeatureCollection => ({
  type: "FeatureCollection",
  features,
});

function feature(geometry: GeoJSON.Geometry, properties: GeoJSON.GeoJsonProperties): Feature {
  return { type: "Feature", geometry, properties };
}

const line = (coordinates: number[][]): GeoJSON.LineString => ({ type: "LineString", coordinates });

/** Observed and forecast lines of every agency; the primary's are marked. */
export function trackLines(storms: readonly AgencyStorm[], now: number): GeoJSON.FeatureCollection {
  return collection(
    storms.flatMap((storm, index) => {
      const primary = index === 0;
      const place = (p: { lon: number; lat: number }) => [p.lon, p.lat];
      const past = storm.points.filter((p) => !p.forecast && p.ms <= now);
      const ahead = storm.points.filter((p) => p.forecast || p.ms > now);
      const here = past.at(-1);
      const name = primary ? "" : storm.agency;
      const lines: Feature[] = [];
      if (past.length > 1)
        lines.push(feature(line(past.map(place)), { primary, forecast: false, name }));
      if (here !== undefined && ahead.length > 0) {
        lines.push(feature(line([here, ...ahead].map(place)), { primary, forecast: true, name }));
      }
      return lines;
    }),
  );
}

/** The primary's points with class, moment and word. */
export function trackPoints(
  storm: AgencyStorm | undefined,
  now: number,
): GeoJSON.FeatureCollection {
  const points = storm?.points ?? [];
  return collection(
    points.map((p) => {
      const { hour, wind } = { hour: shortMoment(p.ms, now), wind: p.windMs };
      const label = `${hour} ${classWord(p.strength)}${wind === null ? "" : ` ${Math.round(wind)} m/s`}`;
      return feature(
        { type: "Point", coordinates: [p.lon, p.lat] },
        {
          strength: p.strength ?? "",
          forecast: p.forecast || p.ms > now,
          label,
          major: new Date(p.ms).getUTCHours() % 12 === 6,
        },
      );
    }),
  );
}

/** Wind circles at a moment, the widest first. */
export function circles(storm: AgencyStorm | undefined, ms: number): GeoJSON.FeatureCollection {
  if (storm === undefined) return collection([]);
  return collection(
    storm.forces.flatMap((force) => {
      const state = circleAt(circleFixes(storm, force), ms);
      const ring = state === null ? null : quadrantRing(state.lon, state.lat, state.radiiKm);
      if (ring === null) return [];
      const label = circleLabel(storm, force, ms)?.label[language.value] ?? String(force);
      const properties = { force, label, assumed: state?.assumed ?? false };
      return [feature({ type: "Polygon", coordinates: [ring] }, properties)];
    }),
  );
}

/** The centre at a moment. */
export function centre(
  storm: AgencyStorm | undefined,
  ms: number,
  name: string,
): GeoJSON.FeatureCollection {
  if (storm === undefined) return collection([]);
  const state = circleAt(circleFixes(storm, -1), ms);
  if (state === null) return collection([]);
  return collection([
    feature({ type: "Point", coordinates: [state.lon, state.lat] }, { label: name }),
  ]);
}
