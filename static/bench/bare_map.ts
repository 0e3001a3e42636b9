// A MapLibre map as anyone would make it: its own defaults, no layers yet.

import { Map as MapLibre, setWorkerUrl } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import "maplibre-gl/dist/maplibre-gl.css";
import "../src/shared/theme/tokens.css";
import "./bench.css";

/** What the bench asks of a page, in its address. */
export const asked = new URLSearchParams(location.search);

/** The map in the box that the bench names, once its empty style is there. */
export async function makeMap(bounds: [number, number, number, number]): Promise<MapLibre> {
  setWorkerUrl(workerUrl);
  const container = document.getElementById("map");
  if (container === null) throw new Error("the page has no #map");
  for (const side of ["left", "top", "width", "height"]) {
    container.style.setProperty(side, `${asked.get(side) ?? 0}px`);
  }
  const map = new MapLibre({
    container,
    style: { version: 8, sources: {}, layers: [] },
    bounds,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    maxPitch: 0,
    minZoom: 4,
    maxZoom: 17,
    renderWorldCopies: false,
  });
  await new Promise<void>((resolve) => map.once("load", () => resolve()));
  return map;
}
