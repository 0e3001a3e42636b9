// Layers of GET /api/v1/layers: one vector source each, drawn as the server's style says.

import type {
  AddLayerObject,
  ExpressionSpecification,
  LayerSpecification,
  Map as MapLibre,
  SymbolLayerSpecification,
} from "maplibre-gl";
import { followed } from "../api/followed";
import type { LiveEvent, MapLayer } from "../api/types";
import { withTokens } from "../theme/theme";
import { PLACE_FONT } from "./basemap";
import { addLayerAt, Z } from "./order";

const versions = new Map<string, number>();

/** Whether the server's tiles draw this layer; clock layers and movers the browser draws itself. */
export function isTiled(layer: MapLayer): boolean {
  return layer.tiles !== null && layer.refresh.kind !== "clock";
}

function tileAddress(layer: MapLayer): string {
  const incident = followed() === undefined ? "" : `&incident=${followed()}`;
  return `${location.origin}${layer.tiles}?v=${versions.get(layer.id) ?? 0}${incident}`;
}

/** Add every tiled layer's source and style layers. */
export function addApiLayers(map: MapLibre, layers: readonly MapLayer[], textScale: number): void {
  for (const layer of layers.filter(isTiled)) {
    map.addSource(layer.id, {
      type: "vector",
      tiles: [tileAddress(layer)],
      minzoom: Math.floor(layer.zoom[0]),
      maxzoom: Math.max(14, Math.ceil(layer.zoom[0])),
      promoteId: layer.key,
    });
    for (const part of layer.style) addPart(map, layer, part, textScale);
  }
}

function addPart(
  map: MapLibre,
  layer: MapLayer,
  part: LayerSpecification,
  textScale: number,
): void {
  const whole = { ...withTokens(part), source: layer.id } as AddLayerObject;
  const isName = part.type === "symbol" && part.layout?.["text-field"] !== undefined;
  // The basemap has these names already; and a zone's stands in its tag, which would cover it.
  if (isName && (PASSIVE.has(layer.group.id) || TAGGED.has(layer.id))) return;
  const nameAt = layer.geometry === "point" ? Z.signNames : Z.places - 1;
  if (isName) addLayerAt(map, asName(whole, textScale), nameAt);
  else addLayerAt(map, part.type === "symbol" ? asIcon(whole, textScale) : whole, layer.order);
}

/** An open shelter is filled from below in fifths: shelters-open-0 … shelters-open-5. */
const FILLED_SHELTER: ExpressionSpecification = [
  "concat",
  "shelters-open-",
  [
    "to-string",
    [
      "min",
      5,
      ["floor", ["/", ["*", 5, ["get", "occupied"]], ["max", 1, ["get", "rated_capacity"]]]],
    ],
  ],
];

/** Symbols are small from afar, and make room for each other there. */
function asIcon(part: AddLayerObject, scale: number): AddLayerObject {
  if (part.type !== "symbol") return part;
  const layout: SymbolLayerSpecification["layout"] & object = { ...part.layout };
  layout["icon-size"] = ["interpolate", ["linear"], ["zoom"], 9, 0.62 * scale, 12.5, scale];
  layout["icon-allow-overlap"] = ["step", ["zoom"], false, 11, true];
  layout["icon-padding"] = 0;
  if (layout["icon-image"] === "shelters-open") layout["icon-image"] = FILLED_SHELTER;
  return { ...part, layout };
}

/** Names use the map's faces, which carry their weight in the family. */
function asName(part: AddLayerObject, textScale: number): AddLayerObject {
  if (part.type !== "symbol") return part;
  const layout: SymbolLayerSpecification["layout"] & object = { ...part.layout };
  const serif = JSON.stringify(layout["text-font"] ?? "").includes("Serif");
  layout["text-font"] = serif ? ["Haitang Serif", ...PLACE_FONT] : PLACE_FONT;
  if (layout["symbol-placement"] === "line") layout["symbol-spacing"] = 700 * textScale;
  const size = layout["text-size"];
  if (typeof size === "number") layout["text-size"] = size * textScale;
  return { ...part, layout };
}

/** Show or hide a layer. */
export function setLayerShown(map: MapLibre, layer: MapLayer, shown: boolean): void {
  for (const part of layer.style) {
    if (map.getLayer(part.id) !== undefined) {
      map.setLayoutProperty(part.id, "visibility", shown ? "visible" : "none");
    }
  }
}

/** Whether an event changes what the layer shows. */
export function isChangedBy(layer: MapLayer, { kind, subject }: LiveEvent): boolean {
  if (kind === "layer_imported") return subject === `layer/${layer.id}`;
  return layer.refresh.kinds?.some((each) => each === kind) ?? false;
}

/** Fetch a layer's tiles anew: what it shows has changed. */
export function refreshLayer(map: MapLibre, layer: MapLayer): void {
  if (!isTiled(layer)) return;
  versions.set(layer.id, (versions.get(layer.id) ?? 0) + 1);
  const source = map.getSource(layer.id);
  if (source?.type === "vector" && "setTiles" in source) {
    (source as { setTiles(tiles: string[]): void }).setTiles([tileAddress(layer)]);
  }
}

export interface Hit {
  layer: MapLayer;
  key: string;
}

const REACH_PX = 6;

/** The uppermost feature of a shown layer at a point of the screen. */
export function featureAt(
  map: MapLibre,
  layers: readonly MapLayer[],
  point: { x: number; y: number },
): Hit | null {
  const clickable = layers.filter((layer) => isTiled(layer) && !PASSIVE.has(layer.group.id));
  const owners = new Map(clickable.flatMap((layer) => layer.style.map((part) => [part.id, layer])));
  const ids = [...owners.keys()].filter((id) => map.getLayer(id) !== undefined);
  const box: [[number, number], [number, number]] = [
    [point.x - REACH_PX, point.y - REACH_PX],
    [point.x + REACH_PX, point.y + REACH_PX],
  ];
  for (const feature of map.queryRenderedFeatures(box, { layers: ids })) {
    const layer = owners.get(feature.layer.id);
    const key = layer === undefined ? undefined : (feature.properties[layer.key] ?? feature.id);
    if (layer !== undefined && key !== undefined) return { layer, key: String(key) };
  }
  return null;
}

/** Groups that are ground, not objects: a click goes through them. */
const PASSIVE = new Set(["base"]);
const TAGGED = new Set(["evacuation-zones"]);
