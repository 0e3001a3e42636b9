import { effect } from "@preact/signals";
import { type Map as MapLibre, ScaleControl } from "maplibre-gl";
import { useEffect, useRef } from "preact/hooks";
import { say } from "../../shared/i18n/say";
import { incident } from "../../shared/incident/store";
import type { Box } from "../../shared/live/link";
import { TABLET } from "../../shared/map/basemap";
import { createMap } from "../../shared/map/create";
import { Stamp } from "../../shared/ui/Stamp";
import { copyState } from "../offline/copy";
import { lookFrom, place } from "../state/place";
import { addGround } from "./ground";
import { addPoints, drawPoints } from "./points";
import { loadSignFace } from "./sign";
import "./map.css";

const NEAR_DEG = 0.02;
const CLOSE_ZOOM = 14;
const SCALE_PX = 120;

/** The ground around me, with the shelters and myself. */
export function MapView() {
  const container = useRef<HTMLDivElement>(null);
  const held = useRef<MapLibre | null>(null);
  useEffect(() => (container.current === null ? undefined : mount(container.current, held)), []);
  const zoom = (by: number) => held.current?.easeTo({ zoom: held.current.getZoom() + by });
  return (
    <section class="tablet-map">
      <div class="tablet-canvas" ref={container} role="application" aria-label={say("map.label")} />
      {incident.value?.exercise && <Stamp text={say("exercise.stamp")} size={64} />}
      <div class="zoom">
        <button type="button" aria-label={say("field.zoomIn")} onClick={() => zoom(1)}>
          +
        </button>
        <button type="button" aria-label={say("field.zoomOut")} onClick={() => zoom(-1)}>
          −
        </button>
        <button
          type="button"
          aria-label={say("field.locate")}
          onClick={() => goTo(held.current, CLOSE_ZOOM)}
        >
          ◎
        </button>
      </div>
      <p class="map-foot">
        <b>{say(`field.copy.${copyState.value}`)}</b>
        <span>{say("map.source")}</span>
      </p>
    </section>
  );
}

function goTo(map: MapLibre | null, zoom?: number): void {
  const { lon, lat } = place.peek();
  map?.easeTo({ center: [lon, lat], ...(zoom !== undefined && { zoom }) });
}

function mount(container: HTMLElement, held: { current: MapLibre | null }): () => void {
  const { lon, lat } = place.peek();
  const bounds: Box = [lon - NEAR_DEG, lat - NEAR_DEG, lon + NEAR_DEG, lat + NEAR_DEG];
  const stops: (() => void)[] = [];
  const made = createMap({ container, look: TABLET, bounds });
  void Promise.all([made, loadSignFace()]).then(([map]) => {
    map.addControl(new ScaleControl({ maxWidth: SCALE_PX }), "bottom-right");
    addPoints(map);
    held.current = map;
    map.on("moveend", () => {
      const centre = map.getCenter();
      lookFrom(centre.lng, centre.lat);
    });
    stops.push(
      addGround(map),
      effect(() => drawPoints(map)),
      whenFirstFound(() => goTo(map)),
      () => map.remove(),
    );
  });
  return () => {
    for (const stop of stops) stop();
  };
}

/** Once the tablet knows where it is, the map goes there; afterwards only when asked to. */
function whenFirstFound(act: () => void): () => void {
  let found = false;
  return effect(() => {
    if (found || !place.value.own) return;
    found = true;
    act();
  });
}
