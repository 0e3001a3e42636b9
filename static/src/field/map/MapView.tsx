import { effect } from "@preact/signals";
import type { Map as MapLibre } from "maplibre-gl";
import { useEffect, useRef } from "preact/hooks";
import { say } from "../../shared/i18n/say";
import type { Box } from "../../shared/live/link";
import { STRONG_FONT, TABLET } from "../../shared/map/basemap";
import { createMap } from "../../shared/map/create";
import { addLayersAt, Z } from "../../shared/map/order";
import { token } from "../../shared/theme/theme";
import { lookFrom, place } from "../place";
import { incident, shelters } from "../store";
import { homeSign } from "./sign";

const NEAR_DEG = 0.03;

/** The ground around me, with the shelters and myself. */
export function MapView() {
  const container = useRef<HTMLDivElement>(null);
  const held = useRef<MapLibre | null>(null);
  useEffect(() => {
    if (container.current === null) return undefined;
    return mount(container.current, held);
  }, []);
  const zoom = (by: number) => held.current?.easeTo({ zoom: held.current.getZoom() + by });
  const locate = () => {
    const { lon, lat } = place.peek();
    held.current?.easeTo({ center: [lon, lat], zoom: 14 });
  };
  return (
    <section class="tablet-map">
      <div class="tablet-canvas" ref={container} role="application" aria-label={say("map.label")} />
      {incident.value?.exercise && <div class="stamp" aria-hidden="true" />}
      <div class="zoom">
        <button type="button" aria-label={say("field.zoomIn")} onClick={() => zoom(1)}>
          +
        </button>
        <button type="button" aria-label={say("field.zoomOut")} onClick={() => zoom(-1)}>
          −
        </button>
        <button type="button" aria-label={say("field.locate")} onClick={locate}>
          ◎
        </button>
      </div>
      <p>{say("map.source")}</p>
    </section>
  );
}

function mount(container: HTMLElement, held: { current: MapLibre | null }): () => void {
  const { lon, lat } = place.peek();
  const bounds: Box = [lon - NEAR_DEG, lat - NEAR_DEG, lon + NEAR_DEG, lat + NEAR_DEG];
  let stop = () => undefined as void;
  void createMap({ container, look: TABLET, bounds }).then((map) => {
    addPoints(map);
    held.current = map;
    map.on("moveend", () => {
      const centre = map.getCenter();
      lookFrom(centre.lng, centre.lat);
    });
    const end = effect(() => draw(map));
    stop = () => {
      end();
      map.remove();
    };
  });
  return () => stop();
}

function addPoints(map: MapLibre): void {
  const empty: GeoJSON.FeatureCollection = { type: "FeatureCollection", features: [] };
  map.addSource("me", { type: "geojson", data: empty });
  map.addSource("near", { type: "geojson", data: empty });
  map.addImage("home", homeSign(), { pixelRatio: 2 });
  addLayersAt(
    map,
    [
      {
        id: "near",
        type: "symbol",
        source: "near",
        layout: {
          "icon-image": "home",
          "icon-allow-overlap": true,
          "text-field": ["get", "label"],
          "text-font": STRONG_FONT,
          "text-size": 18,
          "text-anchor": "top",
          "text-offset": [0, 0.9],
          "text-optional": true,
        },
        paint: {
          "text-color": token("t1"),
          "text-halo-color": token("halo"),
          "text-halo-width": 3,
        },
      },
      {
        id: "me-ring",
        type: "circle",
        source: "me",
        paint: {
          "circle-radius": 16,
          "circle-color": "#ffffff",
          "circle-stroke-color": token("accent"),
          "circle-stroke-width": 4,
        },
      },
      {
        id: "me",
        type: "circle",
        source: "me",
        paint: { "circle-radius": 8, "circle-color": token("accent") },
      },
    ],
    Z.selection,
  );
}

const point = (lon: number, lat: number, label: string): GeoJSON.Feature => ({
  type: "Feature",
  properties: { label },
  geometry: { type: "Point", coordinates: [lon, lat] },
});

function draw(map: MapLibre): void {
  const { lon, lat, own } = place.value;
  set(map, "me", own ? [point(lon, lat, "")] : []);
  set(
    map,
    "near",
    shelters.value.map((shelter) =>
      point(shelter.lon, shelter.lat, say("field.shelters.free", { free: shelter.free })),
    ),
  );
}

function set(map: MapLibre, id: string, features: GeoJSON.Feature[]): void {
  const source = map.getSource(id);
  if (source?.type === "geojson" && "setData" in source) {
    (source as unknown as { setData(data: GeoJSON.FeatureCollection): void }).setData({
      type: "FeatureCollection",
      features,
    });
  }
}
