// The basemap: stepped shore bands on the sea, quiet land, a graticule, names. Our own data only.

import type { AddLayerObject, ExpressionSpecification, Map as MapLibre } from "maplibre-gl";
import { address } from "../api/client";
import { token } from "../theme/theme";
import { graticule } from "./graticule";
import { addLayersAt, Z } from "./order";

export interface BasemapLook {
  /** Half widths of the three shore bands, px, outermost first. */
  bands: [number, number, number];
  coast: number;
  /** Multiplies label sizes. */
  text: number;
  graticuleDeg: number;
}

export const DESK: BasemapLook = { bands: [26, 15, 7], coast: 1.1, text: 1, graticuleDeg: 0.1 };
export const WALL: BasemapLook = { bands: [40, 24, 11], coast: 1.6, text: 2.6, graticuleDeg: 0.5 };
export const TABLET: BasemapLook = { bands: [26, 15, 7], coast: 3, text: 1.35, graticuleDeg: 0.1 };

// The full coast covers the city's waters only; farther out the coarse one takes over.
const NEAR = 7.2;

export const PLACE_FONT = ["Plex Map Medium", "Haitang Map Medium"];
export const STRONG_FONT = ["Plex Map Bold", "Haitang Map Bold"];
const WATER_FONT = ["Haitang Serif", "Haitang Map Medium"];

/** Wide views thin the bands out, or small islands drown in them. */
function banded(px: number): ExpressionSpecification {
  return ["interpolate", ["linear"], ["zoom"], 6, px * 0.1, 8.5, px * 0.7, 10, px * 2];
}

/** Add the basemap's sources and layers. */
export function addBasemap(map: MapLibre, look: BasemapLook): void {
  // `buffer` only has to hold half of the widest band: each tile draws its buffer as well.
  const addSource = (id: string, data: string | GeoJSON.GeoJSON, tolerance = 0.375) =>
    map.addSource(id, { type: "geojson", data, buffer: 64, tolerance });
  addSource("region", address("/basemap/region.geojson"));
  addSource("land", address("/basemap/land.geojson"));
  // Six of the seven strokes along the coast are wide and faint: every creek in them is paid for
  // and not seen.
  addSource("land-soft", address("/basemap/land.geojson"), 1.5);
  addSource("names", address("/basemap/labels.geojson"));
  addSource("graticule", graticule(look.graticuleDeg));
  addLayersAt(map, regionLayers(), Z.region);
  addLayersAt(map, shoreLayers(look), Z.shore);
  addLayersAt(map, landLayers(look), Z.land);
  addLayersAt(map, [graticuleLayer()], Z.graticule);
  addLayersAt(map, [waterLayer(look)], Z.water);
  addLayersAt(map, [placeLayer(look)], Z.places);
}

function regionLayers(): AddLayerObject[] {
  const fade: ExpressionSpecification = ["interpolate", ["linear"], ["zoom"], 7.2, 1, 7.6, 0];
  return [
    {
      id: "region-fill",
      type: "fill",
      source: "region",
      maxzoom: 7.7,
      paint: { "fill-color": token("land"), "fill-opacity": fade },
    },
    {
      id: "region-coast",
      type: "line",
      source: "region",
      maxzoom: 7.7,
      paint: { "line-color": token("coast"), "line-width": 0.8, "line-opacity": fade },
    },
  ];
}

function shoreLayers(look: BasemapLook): AddLayerObject[] {
  return look.bands.map((px, step) => ({
    id: `shore-${step}`,
    type: "line",
    source: "land-soft",
    minzoom: NEAR,
    layout: { "line-join": "round", "line-cap": "round" },
    paint: { "line-color": token(`sea-${step + 2}`), "line-width": banded(px) },
  }));
}

function landLayers(look: BasemapLook): AddLayerObject[] {
  const inner = [3, 8, 15].map(
    (px, step): AddLayerObject => ({
      id: `land-inner-${step}`,
      type: "line",
      source: "land-soft",
      minzoom: 9.5,
      layout: { "line-join": "round" },
      paint: {
        "line-color": token("land-edge"),
        "line-width": px,
        "line-offset": px / 2,
        "line-opacity": 0.34,
      },
    }),
  );
  return [
    {
      id: "land-fill",
      type: "fill",
      source: "land",
      minzoom: NEAR,
      paint: { "fill-color": token("land") },
    },
    ...inner,
    {
      id: "land-coast",
      type: "line",
      source: "land",
      minzoom: NEAR,
      layout: { "line-join": "round" },
      paint: { "line-color": token("coast"), "line-width": look.coast },
    },
  ];
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
