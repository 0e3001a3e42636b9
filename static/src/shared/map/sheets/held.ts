// Without a graphics card MapLibre needs some hundred draw calls and a quarter of a second a frame. While
// the camera moves, its own canvas is then one more picture that the browser moves and stretches.

import type { Map as MapLibre } from "maplibre-gl";
import { type Camera, cameraOf, placing } from "./camera";

const MOST_AWAY = 0.35; // of the view: farther, too much of it is bare of names and signs
const MOST_STRETCHED = 1.6;

/** The one place that reaches into MapLibre: its types do not tell of the painter. */
interface Painted {
  painter: { render(...frame: unknown[]): void };
}

/** Draw layers only while the camera rests, or once the last picture lies too far off. */
export function holdWhileMoving(map: MapLibre): void {
  const { painter } = map as unknown as Painted;
  const render = painter.render.bind(painter);
  let drawn: Camera | null = null;
  painter.render = (...frame) => {
    if (!(map.isMoving() && drawn !== null && isNear(map, drawn))) {
      render(...frame);
      drawn = cameraOf(map);
    }
    follow(map, drawn);
  };
  map.on("moveend", () => map.triggerRepaint());
  map.on("resize", () => {
    drawn = null;
  });
}

function isNear(map: MapLibre, drawn: Camera): boolean {
  const { x, y, scale } = placing(drawn, cameraOf(map));
  const { clientWidth, clientHeight } = map.getContainer();
  const away = Math.max(Math.abs(x) / clientWidth, Math.abs(y) / clientHeight);
  return away < MOST_AWAY && scale < MOST_STRETCHED && scale > 1 / MOST_STRETCHED;
}

function follow(map: MapLibre, drawn: Camera): void {
  const { x, y, scale } = placing(drawn, cameraOf(map));
  const { style } = map.getCanvas();
  const transform = `translate(${x}px, ${y}px) scale(${scale})`;
  style.transform = x === 0 && y === 0 && scale === 1 ? "" : transform;
}
