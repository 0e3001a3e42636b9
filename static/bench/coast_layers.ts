// The coast as GeoJSON layers: fill, coast line and six wide round strokes. The product drew its
// basemap so before it painted the ground by itself.

import type { AddLayerObject, ExpressionSpecification, Map as MapLibre } from "maplibre-gl";
import { token } from "../src/shared/theme/theme";

/** The strokes of one screen in pixels. */
export interface CoastLook {
  bands: [number, number, number];
  coast: number;
}

export const DESK: CoastLook = { bands: [26, 15, 7], coast: 1.1 };
export const WALL: CoastLook = { bands: [40, 24, 11], coast: 1.6 };

/** Add the coast of `url`. */
export function addCoast(map: MapLibre, url: string, look: CoastLook): void {
  map.addSource("land", { type: "geojson", data: url, buffer: 64 });
  map.addSource("land-soft", { type: "geojson", data: url, buffer: 64, tolerance: 1.5 });
  for (const layer of [...bands(look), fill(), ...edges(), coast(look)]) map.addLayer(layer);
}

function banded(px: number): ExpressionSpecification {
  return ["interpolate", ["linear"], ["zoom"], 6, px * 0.1, 8.5, px * 0.7, 10, px * 2];
}

function bands(look: CoastLook): AddLayerObject[] {
  return look.bands.map((px, step) => ({
    id: `shore-${step}`,
    type: "line",
    source: "land-soft",
    layout: { "line-join": "round", "line-cap": "round" },
    paint: { "line-color": token(`sea-${step + 2}`), "line-width": banded(px) },
  }));
}

function fill(): AddLayerObject {
  return { id: "land", type: "fill", source: "land", paint: { "fill-color": token("land") } };
}

function edges(): AddLayerObject[] {
  return [3, 8, 15].map((px, step) => ({
    id: `edge-${step}`,
    type: "line",
    source: "land-soft",
    layout: { "line-join": "round" },
    paint: {
      "line-color": token("land-edge"),
      "line-width": px,
      "line-offset": px / 2,
      "line-opacity": 0.34,
    },
  }));
}

function coast(look: CoastLook): AddLayerObject {
  return {
    id: "coast",
    type: "line",
    source: "land",
    layout: { "line-join": "round" },
    paint: { "line-color": token("coast"), "line-width": look.coast },
  };
}
