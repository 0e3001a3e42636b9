import { Map as MapLibre, setWorkerUrl } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import "maplibre-gl/dist/maplibre-gl.css";
import "./map.css";
import type { Box } from "../live/link";
import { addBasemap, type BasemapLook } from "./basemap";
import { mapFaces, pageSlices } from "./faces";
import { holdWhileMoving } from "./sheets/held";
import { isSoftware } from "./sheets/software";

export interface MapOptions {
  container: HTMLElement;
  look: BasemapLook;
  bounds: Box;
  /** False on the wall: nobody touches it. */
  interactive?: boolean;
  padding?: { top: number; right: number; bottom: number; left: number };
}

/** The map with its basemap. The sea's gradient is the container's own background. */
export async function createMap(options: MapOptions): Promise<MapLibre> {
  setWorkerUrl(workerUrl);
  options.container.classList.add("sea");
  const map = new MapLibre({
    container: options.container,
    style: { version: 8, sources: {}, layers: [], "font-faces": mapFaces(pageSlices()) },
    bounds: options.bounds,
    fitBoundsOptions: options.padding === undefined ? {} : { padding: options.padding },
    interactive: options.interactive ?? true,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    maxPitch: 0,
    minZoom: 4,
    maxZoom: 17,
    fadeDuration: 120,
    renderWorldCopies: false,
    // Lines and letters are smoothed by their shaders; multisampling without a card halves the frames.
    canvasContextAttributes: { antialias: !isSoftware() },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  await new Promise<void>((resolve) => map.once("load", () => resolve()));
  if (isSoftware()) holdWhileMoving(map);
  addBasemap(map, options.look);
  return map;
}

/** The map's box in degrees. */
export function boxOf(map: MapLibre): Box {
  const bounds = map.getBounds();
  return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
}
