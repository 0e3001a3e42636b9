// The pictures that lie under MapLibre's own canvas, from the bottom up. What moves every second has
// a canvas of its own here: the ground is not drawn again for it.

import type { Map as MapLibre } from "maplibre-gl";
import "./sheets.css";

export const SHEETS = ["sea", "wind", "land", "movers"] as const;
export type SheetName = (typeof SHEETS)[number];

/** Put a new canvas on the map at its height. It goes with the map. */
export function layCanvas(map: MapLibre, name: SheetName): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.className = "sheet";
  canvas.dataset["sheet"] = name;
  const above = SHEETS.slice(SHEETS.indexOf(name) + 1);
  const upper = above.map((each) => map.getContainer().querySelector(`[data-sheet="${each}"]`));
  const next = upper.find((each) => each !== null) ?? map.getCanvasContainer();
  map.getContainer().insertBefore(canvas, next);
  map.once("remove", () => canvas.remove());
  return canvas;
}
