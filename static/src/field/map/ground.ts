// The ground around me: roads, risk areas, and the zones people must leave. Tiles of one zoom serve
// every closer view, so that what was seen once can be looked at from near without network.

import { effect } from "@preact/signals";
import type { AddLayerObject, Map as MapLibre, VectorTileSource } from "maplibre-gl";
import { say } from "../../shared/i18n/say";
import { STRONG_FONT } from "../../shared/map/basemap";
import { hatch } from "../../shared/map/icons/pattern";
import { addLayersAt, Z } from "../../shared/map/order";
import { token } from "../../shared/theme/theme";
import { copyState } from "../offline/copy";
import { sheltersAt } from "../state/store";

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
  const { edges, tag } = zoneLayers();
  addLayersAt(map, edges, Z.zones);
  addLayersAt(map, [tag], Z.places + 1); // a zone's name comes before a place's
  return effect(() => {
    if (sheltersAt.value !== null || copyState.value === "ready") refresh(map);
  });
}

const tileAddress = (id: string) => `${location.origin}/tiles/${id}/{z}/{x}/{y}.mvt`;

/** The server has just answered, or the worker begun to keep: have again what is in view. */
function refresh(map: MapLibre): void {
  for (const id of [ROADS, RISKS, ZONES]) {
    map.getSource<VectorTileSource>(id)?.setTiles([tileAddress(id)]);
  }
}

function roadLayers(): AddLayerObject[] {
  const road = (id: string, color: string, casing: number): AddLayerObject => ({
    id,
    type: "line",
    source: ROADS,
    "source-layer": ROADS,
    layout: { "line-join": "round", "line-cap": "round" },
    paint: {
      "line-color": color,
      "line-width": [
        "interpolate",
        ["exponential", 1.6],
        ["zoom"],
        12,
        ["match", ["get", "road_class"], "village", casing * 0.4, 1.6 + casing],
        16,
        ["match", ["get", "road_class"], "village", 5 + casing, 10 + casing],
      ],
    },
  });
  return [road("road-casing", token("bar-3"), 2), road("road", token("land"), 0)];
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

const SIGN = ["match", ["get", "urgency"], "late", "◆ ", "soon", "▲ ", "near", "■ ", ""];

/** Dashed: nobody has signed these zones. Colour is the margin, and has its sign on the tag. */
function zoneLayers(): { edges: AddLayerObject[]; tag: AddLayerObject } {
  const shared = { source: ZONES, "source-layer": ZONES };
  const edge = (id: string, color: unknown, width: number, dash?: number[]) => ({
    id,
    type: "line",
    ...shared,
    paint: { "line-color": color, "line-width": width, ...(dash && { "line-dasharray": dash }) },
  });
  const tag = {
    id: "zone-tag",
    type: "symbol",
    source: ZONES,
    "source-layer": `${ZONES}-names`, // one point a zone, not one piece a tile
    layout: {
      "text-field": ["concat", SIGN, ["get", "tag"], ` ${say("field.zone.draft")}`],
      "text-font": STRONG_FONT,
      "text-size": 20,
      "text-variable-anchor": ["top", "bottom", "left", "right"],
      "text-radial-offset": 1,
    },
    paint: {
      "text-color": token("t1"),
      "text-halo-color": token("halo"),
      "text-halo-width": 3,
    },
  };
  const [red, orange, yellow, other] = ["red", "orange", "yellow", "t1"].map(token);
  const margin = ["match", ["get", "urgency"], "late", red, "soon", orange, "near", yellow, other];
  const layers = [
    edge("zone-white", token("bg"), 10),
    edge("zone-key", token("t1"), 8, [1.5, 1]),
    edge("zone-edge", margin, 4, [3, 2]),
  ];
  return { edges: layers as AddLayerObject[], tag: tag as AddLayerObject };
}
