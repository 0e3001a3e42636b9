// The basemap: sea and land as pictures, a graticule and names above them. Our own data only.

import type { AddLayerObject, ExpressionSpecification, Map as MapLibre } from "maplibre-gl";
import { address } from "../api/client";
import { token } from "../theme/theme";
import { graticule } from "./graticule";
import { GroundView, type Shore } from "./ground/ground";
import { addLayersAt, Z } from "./order";

export interface BasemapLook extends Shore {
  /** Multiplies label sizes. */
  text: number;
  graticuleDeg: number;
}

export const DESK: BasemapLook = { bands: [26, 15, 7], coast: 1.1, text: 1, graticuleDeg: 0.1 };
export const WALL: BasemapLook = { bands: [40, 24, 11], coast: 1.6, text: 2.6, graticuleDeg: 0.5 };
export const TABLET: BasemapLook = { bands: [26, 15, 7], coast: 3, text: 1.35, graticuleDeg: 0.1 };

export const PLACE_FONT = ["Plex Map Medium", "Haitang Map Medium"];
export const STRONG_FONT = ["Plex Map Bold", "Haitang Map Bold"];
const WATER_FONT = ["Haitang Serif", "Haitang Map Medium"];

/** Add the basemap's sources and layers. */
export function addBasemap(map: MapLibre, look: BasemapLook): void {
  new GroundView(map, look);
  map.addSource("names", { type: "geojson", data: address("/basemap/labels.geojson") });
  map.addSource("graticule", { type: "geojson", data: graticule(look.graticuleDeg) });
  addLayersAt(map, [graticuleLayer()], Z.graticule);
  addLayersAt(map, [waterLayer(look)], Z.water);
  addLayersAt(map, [placeLayer(look)], Z.places);
}

function graticuleLayer(): AddLayerObject {
  return {
    id: "graticule-lines",
    type: "line",
    source: "graticule",
    minzoom: 7,
    paint: { "line-color": token("graticule"), "line-width": 1 },
  };
}

function waterLayer(look: BasemapLook): AddLayerObject {
  const size = (small: number, big: number): ExpressionSpecification => [
    "interpolate",
    ["linear"],
    ["zoom"],
    8,
    ["*", look.text, ["match", ["get", "rank"], 1, big * 0.8, small * 0.85]],
    12,
    ["*", look.text, ["match", ["get", "rank"], 1, big * 1.3, small * 1.15]],
  ];
  return {
    id: "names-water",
    type: "symbol",
    source: "names",
    filter: ["all", ["==", ["get", "kind"], "water"], shownFrom([5.5, 7.8, 9.4, 11.2])],
    layout: {
      "text-field": ["get", "name"],
      "text-font": WATER_FONT,
      "text-size": size(15, 21),
      "text-letter-spacing": ["match", ["get", "rank"], 1, 1.1, 0.45],
      "text-max-width": 60,
      "text-padding": 6,
    },
    paint: { "text-color": token("water") },
  };
}

/** Rank r is shown from the r-th of these zooms. */
function shownFrom(zooms: [number, number, number, number]): ExpressionSpecification {
  const [one, two, three, four] = zooms;
  return [
    ">=",
    ["zoom"],
    ["match", ["get", "rank"], 1, one, 2, two, 3, three, four],
  ] as ExpressionSpecification;
}

function placeLayer(look: BasemapLook): AddLayerObject {
  const by = (zoom: number, sizes: [number, number, number, number]): unknown[] => [
    zoom,
    ["*", look.text, ["match", ["get", "rank"], 1, sizes[0], 2, sizes[1], 3, sizes[2], sizes[3]]],
  ];
  const size = [
    "interpolate",
    ["linear"],
    ["zoom"],
    ...by(7, [14, 12, 11, 10]),
    ...by(12, [19, 18, 14, 13]),
  ] as ExpressionSpecification;
  const mainland: ExpressionSpecification = [
    "match",
    ["get", "kind"],
    ["town", "city"],
    ["!=", ["get", "name"], "舟山"],
    false,
  ];
  return {
    id: "names-place",
    type: "symbol",
    source: "names",
    filter: [
      "all",
      ["!=", ["get", "kind"], "water"],
      ["!=", ["get", "kind"], "harbour"],
      // The largest islands bear the names of the towns on them.
      ["!", ["all", ["==", ["get", "kind"], "island"], ["<=", ["get", "rank"], 2]]],
      shownFrom([5.5, 8, 10, 11.6]),
    ],
    layout: {
      "text-field": ["get", "name"],
      "text-font": [
        "case",
        ["<=", ["get", "rank"], 2],
        ["literal", STRONG_FONT],
        ["literal", PLACE_FONT],
      ],
      "text-size": size,
      "text-padding": 4,
      "symbol-sort-key": ["get", "rank"],
      "text-variable-anchor": ["center", "bottom", "left", "right", "top"],
      "text-radial-offset": 0.5,
    },
    paint: {
      "text-color": ["case", mainland, token("t2"), token("place")],
      "text-halo-color": token("halo"),
      "text-halo-width": 2.4 * look.text,
      "text-halo-blur": 0.4,
    },
  };
}
