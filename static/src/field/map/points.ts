// Myself and the nearest shelters on the map, with the list's own numbers.

import type { AddLayerObject, GeoJSONSource, Map as MapLibre } from "maplibre-gl";
import { addLayersAt, Z } from "../../shared/map/order";
import { token } from "../../shared/theme/theme";
import { place } from "../state/place";
import { shelters } from "../state/store";
import { homeSign } from "./sign";

const NUMBERS = [1, 2, 3, 4, 5];

/** Add the sources and layers, empty as yet. */
export function addPoints(map: MapLibre): void {
  map.addSource("me", { type: "geojson", data: collection([]) });
  map.addSource("near", { type: "geojson", data: collection([]) });
  for (const number of NUMBERS) {
    map.addImage(`home-${number}`, homeSign(String(number)), { pixelRatio: 2 });
  }
  addLayersAt(map, [nearLayer(), ...meLayers()], Z.selection);
}

/** Put in what is known now. */
export function drawPoints(map: MapLibre): void {
  const { lon, lat, own } = place.value;
  put(map, "me", own ? [point(lon, lat, "")] : []);
  put(
    map,
    "near",
    shelters.value.map((shelter, index) => point(shelter.lon, shelter.lat, String(index + 1))),
  );
}

function meLayers(): AddLayerObject[] {
  return [
    {
      id: "me-ring",
      type: "circle",
      source: "me",
      paint: {
        "circle-radius": 12,
        "circle-color": "#ffffff",
        "circle-stroke-color": token("accent"),
        "circle-stroke-width": 4,
      },
    },
    {
      id: "me",
      type: "circle",
      source: "me",
      paint: { "circle-radius": 6, "circle-color": token("accent") },
    },
  ];
}

/** The nearest is drawn last: on top where houses stand close. */
function nearLayer(): AddLayerObject {
  return {
    id: "near",
    type: "symbol",
    source: "near",
    layout: {
      "icon-image": ["concat", "home-", ["get", "label"]],
      "icon-anchor": "bottom",
      "icon-allow-overlap": true,
      "symbol-sort-key": ["-", 0, ["to-number", ["get", "label"]]],
    },
  };
}

const point = (lon: number, lat: number, label: string): GeoJSON.Feature => ({
  type: "Feature",
  properties: { label },
  geometry: { type: "Point", coordinates: [lon, lat] },
});

const collection = (features: GeoJSON.Feature[]): GeoJSON.FeatureCollection => ({
  type: "FeatureCollection",
  features,
});

function put(map: MapLibre, id: string, features: GeoJSON.Feature[]): void {
  void map.getSource<GeoJSONSource>(id)?.setData(collection(features));
}
