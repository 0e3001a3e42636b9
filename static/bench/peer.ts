// The peer: the demo's own coast and vessels as GeoJSON sources of a bare map, moved once a second.

import type { GeoJSONSource, Map as MapLibre } from "maplibre-gl";
import { token } from "../src/shared/theme/theme";
import { asked, makeMap } from "./bare_map";
import { addCoast, DESK, WALL } from "./coast_layers";

type Fleet = GeoJSON.FeatureCollection<
  GeoJSON.Point,
  { sog_kn: number | null; cog_deg: number | null }
>;

const HOME: [number, number, number, number] = [121.86, 29.62, 122.62, 30.14];
const RATE = 60; // incident seconds of one real second, as in the demo

let paused = false;
/** For the bench: the fleet stands still while it waits for the picture to come to rest. */
Object.assign(window, {
  pauseFleet: (on: boolean) => {
    paused = on;
  },
});

async function start(): Promise<void> {
  const [map, fleet] = await Promise.all([makeMap(HOME), fetchFleet()]);
  addCoast(map, "data/land.geojson", asked.get("look") === "wall" ? WALL : DESK);
  addFleet(map, fleet);
  map.once("idle", () => performance.mark("map-idle", { detail: fleet.features.length }));
  setInterval(() => {
    if (!paused) sail(map, fleet);
  }, 1000);
}

async function fetchFleet(): Promise<Fleet> {
  return (await fetch("data/vessels.geojson")).json();
}

function addFleet(map: MapLibre, data: Fleet): void {
  map.addSource("fleet", { type: "geojson", data });
  map.addLayer({
    id: "fleet",
    type: "circle",
    source: "fleet",
    paint: { "circle-radius": 3, "circle-color": token("t1") },
  });
}

function sail(map: MapLibre, fleet: Fleet): void {
  for (const { geometry, properties } of fleet.features) {
    const away = ((properties.sog_kn ?? 0) * RATE) / 3600 / 60;
    const course = ((properties.cog_deg ?? 0) * Math.PI) / 180;
    const [lon = 0, lat = 0] = geometry.coordinates;
    const east = (away * Math.sin(course)) / Math.cos((lat * Math.PI) / 180);
    geometry.coordinates = [lon + east, lat + away * Math.cos(course)];
  }
  (map.getSource("fleet") as GeoJSONSource).setData(fleet);
}

void start();
