import { Map as MapLibre, setWorkerUrl } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import "maplibre-gl/dist/maplibre-gl.css";
import "./map.css";
import type { Box } from "../live/link";
import { addBasemap, type BasemapLook } from "./basemap";
import { holdWhileMoving } from "./sheets/held";
import { isSoftware } from "./software";

const FACES = [
  '500 24px "Haitang Map Medium"',
  '700 24px "Haitang Map Bold"',
  '500 24px "Plex Map Medium"',
  '700 24px "Plex Map Bold"',
  '500 24px "Haitang Serif"',
];
const SAMPLE = "舟山海塘0123";

export interface MapOptions {
  container: HTMLElement;
  look: BasemapLook;
  bounds: Box;
  /** False on the wall: nobody touches it. */
  interactive?: boolean;
  padding?: { top: number; right: number; bottom: number; left: number };
}

/** Fonts first: a glyph drawn before its font is there stays a fallback for good. */
export async function loadMapFonts(): Promise<void> {
  await Promise.all(FACES.map((face) => document.fonts.load(face, SAMPLE)));
}

/** The map with its basemap. The sea's gradient is the container's own background. */
export async function createMap(options: MapOptions): Promise<MapLibre> {
  setWorkerUrl(workerUrl);
  options.container.classList.add("sea");
  const map = new MapLibre({
    container: options.container,
    style: { version: 8, sources: {}, layers: [] },
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
