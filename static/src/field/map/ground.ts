// The ground around me: roads, risk areas, and the zones people must leave. Tiles of one zoom serve
// every closer view, so that what was seen once can be looked at from near without network.

import { effect } from "@preact/signals";
import type { AddLayerObject, Map as MapLibre, VectorTileSource } from "maplibre-gl";
import { STRONG_FONT } from "../../shared/map/basemap";
import { hatch } from "../../shared/map/icons/pattern";
import { addLayersAt, Z } from "../../shared/map/order";
import { token } from "../../shared/theme/theme";
import { sheltersAt } from "../store";

const ROADS = "roads";
const RISKS = "risk-areas";
const ZONES = "evacuation-zones";
const TILE_ZOOM = 12;

/** Add the ground; returns what stops keeping its zones fresh. */
export function addGround(map: MapLibre): () => void {
  for (const id of [ROADS, RISKS, ZONES]) {
    map.addSource(id, {
      type: "vector",
      tiles: [tileAddress(id)],
      minzoom: TILE_ZOOM,
      maxzoom: TILE_ZOOM,
    });
  }
  map.addImage("risk-hatch", hatch(token("t3"), 1, 1), { pixelRatio: 2 });
  addLayersAt(map, roadLayers(), Z.roads);
  addLayersAt(map, riskLayers(), Z.water + 1);
  addLayersAt(map, zoneLayers(), Z.zones);
  return effect(() => {
    if (sheltersAt.value !== null) refresh(map);
  });
}

const tileAddress = (id: string) => `${location.origin}/tiles/${id}/{z}/{x}/{y}.mvt`;

/** The server has just answered: what could not be had before can be had now. */
function refresh(map: MapLibre): void {
  for (const id of [ROADS, RISKS, ZONES]) {
    map.getSource<VectorTileSource>(id)?.setTiles([tileAddress(id)]);
  }
}

function roadLayers(): AddLayerObject[] {
  const road = (id: string, color: string, width: number): AddLayerObject => ({
    id,
    type: "line",
    source: ROADS,
    "source-layer": ROADS,
    layout: { "line-join": "round", "line-cap": "round" },
    paint: {
      "line-color": color,
      "line-width": ["match", ["get", "road_class"], "village", width - 2, width],
    },
  });
  const casing = road("road-casing", token("bar-3"), 6);
  return [casing, road("road", token("land"), 3.6)];
}

function riskLayers(): AddLayerObject[] {
  const shared = { source: RISKS, "source-layer": RISKS } as const;
  return [
    { id: "risk", type: "fill", ...shared, paint: { "fill-pattern": "risk-hatch" } },
    {
      id: "risk-edge",
      type: "line",
      ...shared,
      paint: { "line-color": token("t3"), "line-width": 2, "line-dasharray": [1, 1.5] },
    },
  ];
}

/** Black, white and the colour of its margin, so that the edge holds on land and sea. */
function zoneLayers(): AddLayerObject[] {
  const edge = (id: string, color: string | unknown[], width: number): AddLayerObject =>
    ({
      id,
      type: "line",
      source: ZONES,
      "source-layer": ZONES,
      layout: { "line-join": "round" },
      paint: { "line-color": color, "line-width": width },
    }) as AddLayerObject;
  const margin = [
    "match",
    ["get", "urgency"],
    "late",
    token("red"),
    "soon",
    token("orange"),
    "near",
  ];
  return [
    edge("zone-outer", token("t1"), 9),
    edge("zone-white", token("bg"), 7),
    edge("zone-edge", [...margin, token("yellow"), token("t1")], 4),
    {
      id: "zone-tag",
      type: "symbol",
      source: ZONES,
      "source-layer": ZONES,
      layout: { "text-field": ["get", "tag"], "text-font": STRONG_FONT, "text-size": 20 },
      paint: {
        "text-color": token("t1"),
        "text-halo-color": token("halo"),
        "text-halo-width": 3,
      },
    },
  ];
}
