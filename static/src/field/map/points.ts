// Myself and the nearest shelters on the map, with the list's own numbers.

import type { AddLayerObject, GeoJSONSource, Map as MapLibre } from "maplibre-gl";
import { STRONG_FONT } from "../../shared/map/basemap";
import { addLayersAt, Z } from "../../shared/map/order";
import { token } from "../../shared/theme/theme";
import { place } from "../place";
import { shelters } from "../store";
import { homeSign } from "./sign";

/** Add the sources and layers, empty as yet. */
export function addPoints(map: MapLibre): void {
  map.addSource("me", { type: "geojson", data: collection([]) });
  map.addSource("near", { type: "geojson", data: collection([]) });
  map.addImage("home", homeSign(), { pixelRatio: 2 });
  addLayersAt(map, [...meLayers(), ...nearLayers()], Z.selection);
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
        "circle-radius": 15,
        "circle-color": "#ffffff",
        "circle-stroke-color": token("accent"),
        "circle-stroke-width": 4,
      },
    },
    {
      id: "me",
      type: "circle",
      source: "me",
      paint: { "circle-radius": 8, "circle-color": token("accent") },
    },
  ];
}

/** The nearest is drawn last: on top where houses stand close. */
function nearLayers(): AddLayerObject[] {
  return [
    {
      id: "near",
      type: "symbol",
      source: "near",
      layout: {
        "icon-image": "home",
        "icon-anchor": "bottom",
        "icon-allow-overlap": true,
        "icon-ignore-placement": true,
        "text-field": ["get", "label"],
        "text-font": STRONG_FONT,
        "text-size": 20,
        "text-anchor": "bottom",
        "text-offset": [0, -0.14],
        "text-allow-overlap": true,
        "symbol-sort-key": ["-", 0, ["to-number", ["get", "label"]]],
      },
      paint: { "text-color": token("bg") },
    },
  ];
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
