// Hour lines of a wind's arrival, labelled on the line itself.

import type { AddLayerObject, Map as MapLibre } from "maplibre-gl";
import type { Isochrones } from "../../api/typhoon_types";
import { shortMoment } from "../../format/moment";
import { token } from "../../theme/theme";
import { STRONG_FONT } from "../basemap";
import { addLayersAt, Z } from "../order";
import { setData } from "../source";

export const HOUR_LINE_FORCES = [7, 10] as const;
export const WIDTH: Record<number, number> = { 7: 1.6, 10: 2.4 };
const FROM_ZOOM = 7.6; // from afar the circles tell it
const sourceOf = (force: number): string => `isochrones-${force}`;

/** Add the lines' sources and layers, empty: over land at 28 %, the sea's are on the wind's sheet. */
export function addIsochrones(map: MapLibre, scale: number): void {
  for (const force of HOUR_LINE_FORCES) addLines(map, force, scale);
}

function addLines(map: MapLibre, force: number, scale: number): void {
  const source = sourceOf(force);
  map.addSource(source, { type: "geojson", data: { type: "FeatureCollection", features: [] } });
  const line: AddLayerObject = {
    id: `isochrone-land-${force}`,
    type: "line",
    source,
    minzoom: FROM_ZOOM,
    layout: { "line-join": "round" },
    paint: {
      "line-color": token("wind"),
      "line-width": (WIDTH[force] ?? 1.6) * scale,
      "line-opacity": 0.28,
    },
  };
  addLayersAt(map, [line], Z.graticule);
  addLayersAt(map, [nameLayer(source, scale)], Z.places - 2);
}

function nameLayer(source: string, scale: number): AddLayerObject {
  return {
    id: `${source}-names`,
    type: "symbol",
    source,
    minzoom: FROM_ZOOM,
    layout: {
      "symbol-placement": "line",
      "symbol-spacing": 320 * scale,
      "text-field": ["get", "label"],
      "text-font": STRONG_FONT,
      "text-size": 13 * scale,
      "text-max-angle": 40,
      "text-keep-upright": true,
    },
    paint: {
      "text-color": token("wind-text"),
      "text-halo-color": token("halo"),
      "text-halo-width": 3.4 * scale,
    },
  };
}

/** Show the lines: every fourth says what they are, the others only when. */
export function setIsochrones(
  map: MapLibre,
  force: number,
  lines: Isochrones | null,
  title: string,
  now: number,
): void {
  const features = (lines?.features ?? []).map((feature, index) => {
    const time = shortMoment(Date.parse(feature.properties.arrival_at), now);
    const label = index % 4 === 0 || force > 7 ? `${title} ${time}` : time;
    return { ...feature, properties: { ...feature.properties, label } };
  });
  const data = { type: "FeatureCollection", features } as GeoJSON.FeatureCollection;
  setData(map, sourceOf(force), data);
}
