// Hour lines of a wind's arrival, labelled on the line itself.

import type { AddLayerObject, GeoJSONSource, Map as MapLibre } from "maplibre-gl";
import type { Isochrones } from "../../api/typhoon_types";
import { shortMoment } from "../../format/moment";
import { token } from "../../theme/theme";
import { STRONG_FONT } from "../basemap";
import { addLayersAt, Z } from "../order";

const SOURCE = "isochrones";
const FROM_ZOOM = 7.6; // from afar the circles tell it

/** Add the lines' source and layers, empty. Over land they are at 28 %. */
export function addIsochrones(map: MapLibre, scale: number): void {
  map.addSource(SOURCE, { type: "geojson", data: { type: "FeatureCollection", features: [] } });
  const line = (id: string, opacity: number): AddLayerObject => ({
    id,
    type: "line",
    source: SOURCE,
    minzoom: FROM_ZOOM,
    layout: { "line-join": "round" },
    paint: { "line-color": token("wind"), "line-width": 1.6 * scale, "line-opacity": opacity },
  });
  addLayersAt(map, [line("isochrone-sea", 1)], Z.tracks);
  addLayersAt(map, [line("isochrone-land", 0.28)], Z.graticule);
  addLayersAt(map, [nameLayer(scale)], Z.places - 2);
}

function nameLayer(scale: number): AddLayerObject {
  return {
    id: "isochrone-names",
    type: "symbol",
    source: SOURCE,
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

/** Show the lines: the first one says what they are, the others only when. */
export function setIsochrones(
  map: MapLibre,
  lines: Isochrones | null,
  title: string,
  now: number,
): void {
  const features = (lines?.features ?? []).map((feature, index) => {
    const time = shortMoment(Date.parse(feature.properties.arrival_at), now);
    const label = index % 4 === 0 ? `${title} ${time}` : time;
    return { ...feature, properties: { ...feature.properties, label } };
  });
  const data = { type: "FeatureCollection", features } as GeoJSON.FeatureCollection;
  (map.getSource(SOURCE) as GeoJSONSource | undefined)?.setData(data);
}
