// How a storm is drawn: circles under the land, track and centre above everything but alarms.

import type { AddLayerObject, ExpressionSpecification, Map as MapLibre } from "maplibre-gl";
import { token } from "../../theme/theme";
import { PLACE_FONT, STRONG_FONT } from "../basemap";
import { drawn, RATIO } from "../icons/pen";
import { addLayersAt, Z } from "../order";

const EMPTY: GeoJSON.FeatureCollection = { type: "FeatureCollection", features: [] };
export const STORM_SOURCES = [
  "storm-circles",
  "storm-lines",
  "storm-points",
  "storm-centre",
] as const;

/** Add the storm's sources and layers, empty. */
export function addStormLayers(map: MapLibre, scale: number): void {
  for (const id of STORM_SOURCES) map.addSource(id, { type: "geojson", data: EMPTY });
  map.addImage("storm-sign", stormSign(), { pixelRatio: RATIO });
  addLayersAt(map, circleLayers(scale), Z.circles);
  addLayersAt(map, lineLayers(scale), Z.tracks + 14);
  addLayersAt(map, pointLayers(scale), Z.places + 2);
  addLayersAt(map, centreLayers(scale), Z.centre);
}

const byForce = (seven: number, ten: number, twelve: number): ExpressionSpecification => [
  "step",
  ["get", "force"],
  seven,
  10,
  ten,
  12,
  twelve,
];

/** Near by, everything lies inside a circle: its fill gives way, its line stays. */
const fading = (): ExpressionSpecification => [
  "interpolate",
  ["linear"],
  ["zoom"],
  8,
  byForce(0.16, 0.3, 0.5),
  9.5,
  byForce(0.04, 0.06, 0.09),
];

function circleLayers(scale: number): AddLayerObject[] {
  return [
    {
      id: "storm-circle-fill",
      type: "fill",
      source: "storm-circles",
      paint: { "fill-color": token("wind"), "fill-opacity": fading() },
    },
    {
      id: "storm-circle-line",
      type: "line",
      source: "storm-circles",
      layout: { "line-join": "miter" },
      paint: { "line-color": token("wind"), "line-width": ["*", scale, byForce(1.5, 2, 2.5)] },
    },
    {
      id: "storm-circle-name",
      type: "symbol",
      source: "storm-circles",
      layout: {
        "symbol-placement": "line",
        "symbol-spacing": 420 * scale,
        "text-field": ["get", "label"],
        "text-font": PLACE_FONT,
        "text-size": 12 * scale,
        "text-max-angle": 30,
      },
      paint: {
        "text-color": token("wind-text"),
        "text-halo-color": token("halo"),
        "text-halo-width": 3 * scale,
      },
    },
  ];
}

function lineLayers(scale: number): AddLayerObject[] {
  const width: ExpressionSpecification = ["case", ["get", "primary"], 2 * scale, 1 * scale];
  const shared = { type: "line" as const, source: "storm-lines" };
  const color = ["case", ["get", "primary"], token("t1"), token("t3")] as ExpressionSpecification;
  return [
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
    {
      id: "storm-agency",
      type: "symbol",
      source: "storm-lines",
      filter: ["all", ["!", ["get", "primary"]], ["get", "forecast"]],
      layout: {
        "symbol-placement": "line",
        "text-field": ["get", "name"],
        "text-font": PLACE_FONT,
        "text-size": 11 * scale,
      },
      paint: { "text-color": token("t2"), "text-halo-color": token("halo"), "text-halo-width": 2 },
    },
  ];
}

const CLASS_COLOR = (): ExpressionSpecification =>
  [
    "match",
    ["get", "strength"],
    ...["TD", "TS", "STS", "TY", "STY", "SuperTY"].flatMap((name) => [
      name,
      token(`class-${name.toLowerCase()}`),
    ]),
    token("t3"),
  ] as unknown as ExpressionSpecification;

function pointLayers(scale: number): AddLayerObject[] {
  return [
    {
      id: "storm-fixes",
      type: "circle",
      source: "storm-points",
      paint: {
        "circle-radius": ["interpolate", ["linear"], ["zoom"], 4, 3 * scale, 9, 5 * scale],
        "circle-color": ["case", ["get", "forecast"], token("sea-1"), CLASS_COLOR()],
        "circle-stroke-color": ["case", ["get", "forecast"], CLASS_COLOR(), token("symbol-edge")],
        "circle-stroke-width": ["case", ["get", "forecast"], 2 * scale, 1],
      },
    },
    {
      id: "storm-fix-names",
      type: "symbol",
      source: "storm-points",
      filter: ["any", ["get", "major"], [">=", ["zoom"], 8]] as ExpressionSpecification,
      minzoom: 5,
      layout: {
        "text-field": ["get", "label"],
        "text-font": PLACE_FONT,
        "text-size": 12 * scale,
        "text-anchor": "left",
        "text-offset": [0.9, 0],
        "text-optional": true,
      },
      paint: {
        "text-color": token("t1"),
        "text-halo-color": token("halo"),
        "text-halo-width": 2.4,
      },
    },
  ];
}

function centreLayers(scale: number): AddLayerObject[] {
  return [
    {
      id: "storm-centre-sign",
      type: "symbol",
      source: "storm-centre",
      layout: {
        "icon-image": "storm-sign",
        "icon-size": scale,
        "icon-allow-overlap": true,
        "text-field": ["get", "label"],
        "text-font": STRONG_FONT,
        "text-size": 14 * scale,
        "text-anchor": "left",
        "text-offset": [1.4, 0],
        "text-allow-overlap": true,
      },
      paint: {
        "text-color": token("t1"),
        "text-halo-color": token("halo"),
        "text-halo-width": 2.6,
      },
    },
  ];
}

/** The centre's two-armed sign, anticlockwise as the wind of the northern hemisphere. It never turns. */
function stormSign(): ImageData {
  return drawn(30, 30, ({ ctx }) => {
    ctx.translate(15, 15);
    const arms = () => {
      ctx.beginPath();
      ctx.arc(0, 0, 6.4, 0, Math.PI * 2);
      for (const side of [1, -1]) {
        ctx.moveTo(6.4 * side, 0);
        ctx.bezierCurveTo(6.6 * side, -6 * side, 1 * side, -11.5 * side, -6.5 * side, -10.5 * side);
      }
    };
    const passes: [string, number][] = [
      [token("symbol-outer"), 6.4],
      [token("symbol-edge"), 4.8],
      [token("class-superty"), 3.2],
    ];
    for (const [color, width] of passes) {
      arms();
      ctx.strokeStyle = color;
      ctx.lineWidth = width;
      ctx.stroke();
    }
    ctx.beginPath();
    ctx.arc(0, 0, 2.2, 0, Math.PI * 2);
    ctx.fillStyle = token("symbol-edge");
    ctx.fill();
  });
}
