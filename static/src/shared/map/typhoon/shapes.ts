// What is reckoned of a storm and drawn as shapes: cone, probability bands, swath, shift of the
// track between two bulletins, storms of the past, the place asked about, a bulletin being typed.

import type {
  AddLayerObject,
  ExpressionSpecification,
  LineLayerSpecification,
  Map as MapLibre,
} from "maplibre-gl";
import { token } from "../../theme/theme";
import { PLACE_FONT, STRONG_FONT } from "../basemap";
import { addLayersAt, Z } from "../order";
import { setData } from "../source";

export const SHAPES = ["cone", "probability", "swath", "shift", "past", "place", "entry"] as const;
export type Shape = (typeof SHAPES)[number];

export const NO_SHAPES: GeoJSON.FeatureCollection = { type: "FeatureCollection", features: [] };

/** Shapes whose areas lie on the wind's sheet, under the land. Their names and edges do not. */
export const isOnSheet = (shape: Shape): shape is "probability" | "swath" =>
  shape === "probability" || shape === "swath";

const sourceOf = (shape: Shape): string => `storm-${shape}`;

/** Add every shape's source and layers, empty. */
export function addShapes(map: MapLibre, scale: number): void {
  for (const shape of SHAPES) map.addSource(sourceOf(shape), { type: "geojson", data: NO_SHAPES });
  addLayersAt(map, lines(scale), Z.tracks + 12);
  addLayersAt(map, names(scale), Z.places - 1);
  addLayersAt(map, placeMark(scale), Z.selection);
}

/** Show a shape; null takes it off. */
export function setShape(
  map: MapLibre,
  shape: Shape,
  data: GeoJSON.FeatureCollection | null,
): void {
  setData(map, sourceOf(shape), data ?? NO_SHAPES);
}

const wind = () => token("wind");

function line(
  id: string,
  shape: Shape,
  paint: LineLayerSpecification["paint"] & object,
  filter?: ExpressionSpecification,
): AddLayerObject {
  const layer = {
    id,
    type: "line" as const,
    source: sourceOf(shape),
    layout: { "line-join": "round" as const },
    paint,
  };
  return filter === undefined ? layer : { ...layer, filter };
}

const IS: Record<string, ExpressionSpecification> = {
  before: ["==", ["get", "role"], "before"],
  shift: ["==", ["get", "role"], "shift"],
};

function lines(scale: number): AddLayerObject[] {
  const strong: ExpressionSpecification = [
    "interpolate",
    ["linear"],
    ["get", "p"],
    5,
    0.8 * scale,
    50,
    1.6 * scale,
    90,
    2.4 * scale,
  ];
  return [
    line("storm-probability-line", "probability", { "line-color": wind(), "line-width": strong }),
    line("storm-cone", "cone", {
      "line-color": token("t1"),
      "line-width": 1.2 * scale,
      "line-opacity": 0.6,
    }),
    line("storm-past", "past", {
      "line-color": token("t2"),
      "line-width": 1.4 * scale,
    }),
    line(
      "storm-shift-before",
      "shift",
      { "line-color": token("t2"), "line-width": 1.6 * scale, "line-dasharray": [1.5, 2] },
      IS["before"],
    ),
    line(
      "storm-shift-arrow",
      "shift",
      { "line-color": token("accent"), "line-width": 2 * scale },
      IS["shift"],
    ),
    line("storm-entry-line", "entry", {
      "line-color": token("accent"),
      "line-width": 2 * scale,
      "line-dasharray": [4, 2],
    }),
    {
      id: "storm-entry-points",
      type: "circle",
      source: sourceOf("entry"),
      filter: ["==", ["geometry-type"], "Point"],
      paint: {
        "circle-radius": 4.5 * scale,
        "circle-color": token("panel"),
        "circle-stroke-color": token("accent"),
        "circle-stroke-width": 2 * scale,
      },
    },
  ];
}

function names(scale: number): AddLayerObject[] {
  const halo = (width: number) => ({
    "text-halo-color": token("halo"),
    "text-halo-width": width * scale,
  });
  const along = (id: string, shape: Shape, color: string, spacing: number): AddLayerObject => ({
    id,
    type: "symbol",
    source: sourceOf(shape),
    filter: ["has", "label"],
    layout: {
      "symbol-placement": "line",
      "symbol-spacing": spacing * scale,
      "text-field": ["get", "label"],
      "text-font": PLACE_FONT,
      "text-size": 12 * scale,
      "text-max-angle": 35,
    },
    paint: { "text-color": token(color), ...halo(3) },
  });
  return [
    along("storm-probability-name", "probability", "wind-text", 300),
    along("storm-swath-name", "swath", "wind-text", 520),
    along("storm-cone-name", "cone", "t2", 460),
    along("storm-past-name", "past", "t2", 380),
    {
      id: "storm-shift-name",
      type: "symbol",
      source: sourceOf("shift"),
      filter: ["has", "label"],
      layout: {
        "symbol-placement": "line-center",
        "text-field": ["get", "label"],
        "text-font": STRONG_FONT,
        "text-size": 12 * scale,
        "text-rotation-alignment": "viewport",
        "text-anchor": "left",
        "text-offset": [0.6, 0],
      },
      paint: { "text-color": token("t1"), ...halo(2.6) },
    },
  ];
}

/** A ring with a dot: a place on the sea has no symbol of its own. */
function placeMark(scale: number): AddLayerObject[] {
  const ring = (id: string, radius: number, width: number): AddLayerObject => ({
    id,
    type: "circle",
    source: sourceOf("place"),
    paint: {
      "circle-radius": radius * scale,
      "circle-color": "transparent",
      "circle-stroke-color": token("accent"),
      "circle-stroke-width": width * scale,
    },
  });
  return [ring("storm-place-ring", 9, 2), ring("storm-place-dot", 0.5, 2)];
}
