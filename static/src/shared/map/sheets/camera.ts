// Where a map without tilt or turn looks, and how a picture made for one such view lies in another.

import type { Map as MapLibre } from "maplibre-gl";
import { mercatorX, mercatorY } from "../../mercator";

const TILE_PX = 512;

/** Centre in Mercator units (0 to 1), and zoom. */
export interface Camera {
  x: number;
  y: number;
  zoom: number;
}

export function cameraOf(map: MapLibre): Camera {
  const { lng, lat } = map.getCenter();
  return { x: mercatorX(lng), y: mercatorY(lat), zoom: map.getZoom() };
}

/** CSS pixels of one Mercator unit. */
export const pixelsOf = ({ zoom }: Camera): number => TILE_PX * 2 ** zoom;

export const isSame = (one: Camera, other: Camera): boolean =>
  one.x === other.x && one.y === other.y && one.zoom === other.zoom;

/** How a picture drawn for `drawn` is moved (px) and stretched to lie right under `seen`. */
export function placing(drawn: Camera, seen: Camera): { x: number; y: number; scale: number } {
  const unit = pixelsOf(seen);
  return {
    x: (drawn.x - seen.x) * unit,
    y: (drawn.y - seen.y) * unit,
    scale: unit / pixelsOf(drawn),
  };
}

/** Whether a picture `margin` (share of the view) larger on each side than the view still covers it. */
export function covers(
  drawn: Camera,
  seen: Camera,
  view: { width: number; height: number },
  margin: number,
): boolean {
  const { x, y, scale } = placing(drawn, seen);
  const spare = (length: number) => (length / 2) * ((1 + 2 * margin) * scale - 1);
  return Math.abs(x) <= spare(view.width) && Math.abs(y) <= spare(view.height);
}
