// 50,000 vessels through our fleet's own canvas, or as the points of a GeoJSON source (?form=peer).

import type { GeoJSONSource, Map as MapLibre } from "maplibre-gl";
import { type Frame, MISSING } from "../src/shared/live/frame";
import { Movers } from "../src/shared/live/movers";
import { MoverSheet } from "../src/shared/map/movers/sheet";
import { token } from "../src/shared/theme/theme";
import { asked, makeMap } from "./bare_map";

const COUNT = 50_000;
const BOX: [number, number, number, number] = [121.5, 29, 124, 31];
const HULL_PX = 12.5;
const STEP = 500; // 1e-7 degrees that everybody moves east in one update

/** Takes the frame in, and is done when it has been handed to the screen. */
type Update = (frame: Frame) => Promise<void>;

async function start(): Promise<void> {
  const map = await makeMap(BOX);
  const frame = makeFrame();
  const { update, shown } = asked.get("form") === "peer" ? peer(map) : ours(map);
  const run = async (times: number): Promise<void> => {
    for (let turn = 0; turn < times; turn += 1) {
      for (let i = 0; i < COUNT; i += 1) frame.lon[i] = (frame.lon[i] ?? 0) + STEP;
      await update(frame);
    }
  };
  await run(1);
  Object.assign(window, { update: run, shown });
}

function ours(map: MapLibre): { update: Update; shown: () => number } {
  const movers = new Movers();
  const sheet = new MoverSheet(map, HULL_PX);
  sheet.movers = movers;
  const update: Update = (frame) => {
    movers.apply(frame);
    sheet.redraw();
    return nextFrame();
  };
  return { update, shown: () => movers.count };
}

function peer(map: MapLibre): { update: Update; shown: () => number } {
  map.addSource("fleet", { type: "geojson", data: collectionOf(null) });
  map.addLayer({
    id: "fleet",
    type: "circle",
    source: "fleet",
    paint: { "circle-radius": 3, "circle-color": token("t1") },
  });
  const update: Update = async (frame) => {
    const idle = new Promise<void>((resolve) => map.once("idle", () => resolve()));
    (map.getSource("fleet") as GeoJSONSource).setData(collectionOf(frame));
    await idle;
  };
  const shown = () =>
    new Set(map.queryRenderedFeatures({ layers: ["fleet"] }).map((each) => each.id)).size;
  return { update, shown };
}

/** The first `redraw` asked for its frame before this does: it has drawn when this returns. */
const nextFrame = () => new Promise<void>((resolve) => requestAnimationFrame(() => resolve()));

function collectionOf(frame: Frame | null): GeoJSON.FeatureCollection {
  const features: GeoJSON.Feature[] = [];
  for (let i = 0; i < (frame?.id.length ?? 0); i += 1) {
    const place = [(frame?.lon[i] ?? 0) / 1e7, (frame?.lat[i] ?? 0) / 1e7];
    features.push({
      type: "Feature",
      id: frame?.id[i] ?? 0,
      geometry: { type: "Point", coordinates: place },
      properties: {},
    });
  }
  return { type: "FeatureCollection", features };
}

function makeFrame(): Frame {
  const [west, south, east, north] = BOX;
  const column = () => new Uint16Array(COUNT).fill(MISSING);
  const frame: Frame = {
    flags: 0,
    tile: { z: 0, x: 0, y: 0 },
    epoch: 1,
    seq: 1,
    incidentMs: 0,
    id: Uint32Array.from({ length: COUNT }, (_, i) => i + 1),
    lon: new Int32Array(COUNT),
    lat: new Int32Array(COUNT),
    age: new Uint16Array(COUNT),
    sog: column(),
    bow: Uint16Array.from({ length: COUNT }, (_, i) => (i * 7) % 3600),
    kind: Uint8Array.from({ length: COUNT }, (_, i) => 1 + (i % 5)),
    state: new Uint8Array(COUNT),
  };
  const across = Math.ceil(Math.sqrt(COUNT));
  for (let i = 0; i < COUNT; i += 1) {
    const share = (step: number) => 0.05 + (0.9 * step) / across;
    frame.lon[i] = Math.round((west + (east - west) * share(i % across)) * 1e7);
    frame.lat[i] = Math.round((south + (north - south) * share(Math.floor(i / across))) * 1e7);
  }
  return frame;
}

void start();
