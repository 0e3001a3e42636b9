// The one map of this screen and what others may know of it.

import { signal } from "@preact/signals";
import type { Map as MapLibre } from "maplibre-gl";
import type { Box } from "../../shared/live/link";

/** The city with its fishing grounds near by. */
export const HOME: Box = [121.86, 29.62, 122.62, 30.14];
export const STORM: Box = [117, 22, 134, 34];

const TAGS_FROM_ZOOM = 8.5;
const CLOSE = 14;

export const mapZoom = signal(10);
export const mapCentre = signal<[number, number]>([122.2, 29.9]);
export const pointer = signal<{ lon: number; lat: number; x: number; y: number } | null>(null);

let current: MapLibre | null = null;
let camera = placeAsked(globalThis.location?.hash ?? "");

export const theMap = (): MapLibre | null => current;
export const lastCamera = () => camera;

/** The place that a link from a register asks for: `#place=122.1,30.02`. */
export function placeAsked(hash: string): { center: [number, number]; zoom: number } | null {
  const found = /^#place=(-?[\d.]+),(-?[\d.]+)$/.exec(hash);
  if (found === null) return null;
  const [lon, lat] = [Number(found[1]), Number(found[2])];
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 90 ? { center: [lon, lat], zoom: CLOSE } : null;
}

/** Take the map, or let go of it and keep its camera for the next one. */
export function setMap(map: MapLibre | null): void {
  current = map;
}

export function followCamera(map: MapLibre): void {
  const tell = () => {
    const { lng, lat } = map.getCenter();
    camera = { center: [lng, lat], zoom: map.getZoom() };
    mapZoom.value = map.getZoom();
    map.getContainer().classList.toggle("far", map.getZoom() < TAGS_FROM_ZOOM);
    mapCentre.value = [lng, lat];
  };
  // For who must not act before the camera rests: a reader of the page, a test.
  const rest = () => {
    const { lng, lat } = map.getCenter();
    map.getContainer().dataset["camera"] = [lng, lat, map.getZoom()]
      .map((part) => part.toFixed(4))
      .join(" ");
  };
  map.on("move", tell);
  map.on("moveend", rest);
  tell();
  rest();
}

/** Move to a place, close enough to see what it is. */
export function goTo(lon: number, lat: number, zoom = 13): void {
  current?.flyTo({ center: [lon, lat], zoom: Math.max(zoom, current.getZoom()), duration: 600 });
}

export function showBox(box: Box): void {
  current?.fitBounds(box, { duration: 600, padding: 24 });
}
