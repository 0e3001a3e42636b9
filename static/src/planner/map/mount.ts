// Puts everything on the map and keeps it in step with the store until the map goes.

import { effect, untracked } from "@preact/signals";
import type { Map as MapLibre } from "maplibre-gl";
import { layers, zones } from "../../shared/incident/store";
import { addApiLayers, featureAt, setLayerShown } from "../../shared/map/api_layers";
import { DESK } from "../../shared/map/basemap";
import { boxOf, createMap } from "../../shared/map/create";
import { provideImages } from "../../shared/map/icons/draw";
import { MoverNames } from "../../shared/map/movers/names";
import { MoverGrid } from "../../shared/map/movers/pick";
import { MoverSheet } from "../../shared/map/movers/sheet";
import { StormView } from "../../shared/map/typhoon/view";
import { marginS } from "../left/ZoneList";
import { entryPick } from "../state/pick";
import * as store from "../state/store";
import { place } from "../state/storm";
import { followCamera, HOME, lastCamera, pointer, setMap } from "../state/view";
import { zoom } from "../state/wide";
import { clearSelection, openCard, selectZone } from "../zones/acts";
import { showFleet } from "./fleet";
import { keepDrawing } from "./keep_drawing";
import { keepProposed } from "./proposed_layers";
import { frameSelection } from "./selection_frame";
import { keepStormDrawn } from "./storm_parts";
import { addZoneLayers, setZones, zoneAt } from "./zone_layers";
import { ZoneTags } from "./zone_tags";

const REACH_PX = 10;
const MOVERS_FROM_ZOOM = 8;
const HULL_PX = 12.5;

/** Make the map in `container`; returns what takes it away. */
export function mountMap(container: HTMLElement): () => void {
  const ends: (() => void)[] = [];
  let gone = false;
  void createMap({ container, look: { ...DESK, text: zoom.peek() }, bounds: HOME }).then((map) => {
    if (gone) return map.remove();
    const camera = lastCamera();
    if (camera !== null) map.jumpTo(camera);
    ends.push(() => map.remove(), ...dress(map));
    map.once("idle", () => performance.mark("map-idle"));
  });
  return () => {
    gone = true;
    setMap(null);
    for (const end of ends.reverse()) end();
  };
}

function dress(map: MapLibre): (() => void)[] {
  setMap(map);
  provideImages(map);
  const storm = new StormView(map, zoom.peek());
  addApiLayers(map, layers.value, zoom.peek());
  addZoneLayers(map, zoom.peek());
  const movers = new MoverSheet(map, HULL_PX * zoom.peek());
  movers.fromZoom = MOVERS_FROM_ZOOM;
  const names = new MoverNames(map, store.link.movers);
  followCamera(map);
  const tags = new ZoneTags(map, selectZone);
  listen(map, new MoverGrid(store.link.movers));
  const look = () => store.link.look(boxOf(map), map.getZoom());
  map.on("moveend", look);
  look();
  store.link.onMovers = () => {
    movers.redraw();
    names.moved();
  };
  return [
    keepDrawing(map),
    () => tags.clear(),
    () => names.stop(),
    effect(() => showLayers(map)),
    showFleet(map, movers),
    frameSelection(map),
    keepProposed(map, zoom.peek()),
    ...keepStormDrawn(storm),
    effect(() => {
      const hidden = store.draft.value?.zone?.zone_id ?? null;
      setZones(map, zones.value, marginS, hidden);
      tags.update(zones.value, marginS);
    }),
  ];
}

function showLayers(map: MapLibre): void {
  for (const layer of layers.value) setLayerShown(map, layer, store.isLayerShown(layer.id));
}

function listen(map: MapLibre, grid: MoverGrid): void {
  map.on("mousemove", ({ lngLat, point }) => {
    pointer.value = { lon: lngLat.lng, lat: lngLat.lat, x: point.x, y: point.y };
  });
  map.on("mouseout", () => {
    pointer.value = null;
  });
  map.on("click", ({ point, lngLat }) =>
    untracked(() => {
      if (entryPick(lngLat.lng, lngLat.lat)) return;
      click(map, grid, point, lngLat);
    }),
  );
}

function click(
  map: MapLibre,
  grid: MoverGrid,
  point: { x: number; y: number },
  at: { lng: number; lat: number },
): void {
  if (store.drawing.value || store.draft.value !== null) {
    const zone = zoneAt(map, point);
    if (zone !== null && !store.drawing.value && store.draft.value?.dirty !== true)
      selectZone(zone);
    return;
  }
  const slot = store.isLayerShown("vessels") ? grid.nearest(map, point, REACH_PX) : null;
  if (slot !== null) return void openCard("vessels", String(store.link.movers.id[slot]));
  const shown = layers.value.filter((layer) => store.isLayerShown(layer.id));
  const hit = featureAt(map, shown, point);
  if (hit !== null) return void openCard(hit.layer.id, hit.key);
  const zone = zoneAt(map, point);
  if (zone !== null) return selectZone(zone);
  clearSelection();
  place.value = { lon: at.lng, lat: at.lat, name: null };
}
