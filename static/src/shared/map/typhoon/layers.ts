// How a storm is drawn: circles under the land, track and centre above everything but alarms.

import type { AddLayerObject, ExpressionSpecification, Map as MapLibre } from "maplibre-gl";
import { token } from "../../theme/theme";
import { PLACE_FONT } from "../basemap";
import { RATIO } from "../icons/pen";
import { addLayersAt, Z } from "../order";
import { CLASSES, classImage, classSign } from "./class_sign";

const EMPTY: GeoJSON.FeatureCollection = { type: "FeatureCollection", features: [] };
const STORM_SOURCES = ["storm-lines", "storm-points", "storm-agencies"] as const;

/** Add the storm's sources and layers, empty. Circles and centre are not among them. */
export function addStormLayers(map: MapLibre, scale: number): void {
  for (const id of STORM_SOURCES) map.addSource(id, { type: "geojson", data: EMPTY });
  for (const strength of ["none", ...CLASSES]) {
    for (const ahead of [false, true]) {
      const name = classImage(strength, ahead);
      map.addImage(name, classSign(name), { pixelRatio: RATIO });
    }
  }
  addLayersAt(map, lineLayers(scale), Z.tracks + 14);
  addLayersAt(map, pointLayers(scale), Z.places + 2);
}

const halo = (width: number) => ({
  "text-halo-color": token("halo"),
  "text-halo-width": width,
});

function lineLayers(scale: number): AddLayerObject[] {
  const width: ExpressionSpecification = ["case", ["get", "primary"], 2 * scale, 1.2 * scale];
  const color: ExpressionSpecification = ["case", ["get", "primary"], token("t1"), token("t2")];
  const shared = { type: "line" as const, source: "storm-lines" };
  const casing = {
    "line-color": token("halo"),
    "line-width": ["+", width, 2.4 * scale] as ExpressionSpecification,
  };
  return [
    {
      ...shared,
      id: "storm-casing",
      filter: ["!", ["get", "forecast"]],
      layout: { "line-join": "round" },
      paint: casing,
    },
    {
      ...shared,
      id: "storm-observed",
      filter: ["!", ["get", "forecast"]],
      layout: { "line-join": "round", "line-cap": "round" },
      paint: { "line-color": color, "line-width": width },
    },
    {
      ...shared,
      id: "storm-forecast",
      filter: ["get", "forecast"],
      paint: { "line-color": color, "line-width": width, "line-dasharray": [4, 3] },
    },
  ];
}

function pointLayers(scale: number): AddLayerObject[] {
  const named = (size: number) => ({
    "text-font": PLACE_FONT,
    "text-size": size * scale,
    "text-variable-anchor-offset": [
      "left",
      [0.9, 0],
      "right",
      [-0.9, 0],
      "top-left",
      [0.6, 0.5],
    ] as (string | [number, number])[],
    "text-justify": "auto" as const,
    "text-max-width": 24,
  });
  return [
    {
      id: "storm-fixes",
      type: "symbol",
      source: "storm-points",
      layout: {
        "icon-image": ["get", "image"],
        "icon-size": ["interpolate", ["linear"], ["zoom"], 4, 0.62 * scale, 8, scale],
        "icon-allow-overlap": true,
        "icon-ignore-placement": true,
      },
    },
    {
      id: "storm-fix-names",
      type: "symbol",
      source: "storm-points",
      filter: ["any", ["get", "major"], [">=", ["zoom"], 7]] as ExpressionSpecification,
      minzoom: 4,
      layout: {
        "text-field": ["get", "label"],
        "symbol-sort-key": ["get", "rank"],
        ...named(12),
      },
      paint: { "text-color": token("t1"), ...halo(2.4) },
    },
    {
      id: "storm-agencies",
      type: "symbol",
      source: "storm-agencies",
      layout: { "text-field": ["get", "name"], "symbol-sort-key": 0, ...named(12) },
      paint: { "text-color": token("t2"), ...halo(2.4) },
    },
  ];
}
