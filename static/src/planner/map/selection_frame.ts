// What is selected stands in a corner frame: a shape, since the accent alone is close to white.

import { effect } from "@preact/signals";
import { type Map as MapLibre, Marker } from "maplibre-gl";
import { realNow } from "../../shared/clock";
import { card, link } from "../state/store";

const CORNER_PX = 10;
const LEAST_PX = 34;

/** Keep a frame around the card's object; a vessel's frame goes with it. */
export function frameSelection(map: MapLibre): () => void {
  const element = document.createElement("div");
  element.className = "corner-frame";
  const marker = new Marker({ element });
  let onMap = false;
  const place = () => {
    const found = card.peek();
    const box = found === null || found === "loading" ? null : boxAround(found.geometry);
    const at = liveVessel() ?? box;
    if (at === null) {
      if (onMap) marker.remove();
      onMap = false;
      return;
    }
    const low = map.project([at[0], at[1]]);
    const high = map.project([at[2], at[3]]);
    element.style.width = `${Math.max(LEAST_PX, high.x - low.x + CORNER_PX)}px`;
    element.style.height = `${Math.max(LEAST_PX, low.y - high.y + CORNER_PX)}px`;
    marker.setLngLat([(at[0] + at[2]) / 2, (at[1] + at[3]) / 2]);
    if (!onMap) marker.addTo(map);
    onMap = true;
  };
  map.on("zoom", place);
  const stop = effect(() => {
    void card.value;
    void realNow.value;
    place();
  });
  return () => {
    stop();
    map.off("zoom", place);
    marker.remove();
  };
}

type Bounds = [west: number, south: number, east: number, north: number];

function liveVessel(): Bounds | null {
  const found = card.peek();
  if (found === null || found === "loading" || found.layer !== "vessels") return null;
  const slot = link.movers.slotOf(Number(found.key));
  if (slot === undefined) return null;
  const lon = link.movers.lon[slot] ?? 0;
  const lat = link.movers.lat[slot] ?? 0;
  return [lon, lat, lon, lat];
}

function boxAround(geometry: GeoJSON.Geometry | null): Bounds | null {
  if (geometry === null || geometry.type === "GeometryCollection") return null;
  const flat = (geometry.coordinates as unknown[]).flat(Number.POSITIVE_INFINITY) as number[];
  const bounds: Bounds = [180, 90, -180, -90];
  for (let i = 0; i < flat.length; i += 2) {
    const lon = flat[i] ?? 0;
    const lat = flat[i + 1] ?? 0;
    bounds[0] = Math.min(bounds[0], lon);
    bounds[1] = Math.min(bounds[1], lat);
    bounds[2] = Math.max(bounds[2], lon);
    bounds[3] = Math.max(bounds[3], lat);
  }
  return flat.length === 0 ? null : bounds;
}
