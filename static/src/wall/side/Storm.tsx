import { effect } from "@preact/signals";
import type { Map as MapLibre } from "maplibre-gl";
import { useEffect, useRef } from "preact/hooks";
import { incidentSecond } from "../../shared/clock";
import { count, MISSING } from "../../shared/format/number";
import { inLanguage } from "../../shared/i18n/language";
import { say } from "../../shared/i18n/say";
import { typhoon } from "../../shared/incident/store";
import type { Box } from "../../shared/live/link";
import { WALL } from "../../shared/map/basemap";
import { createMap } from "../../shared/map/create";
import { addLayerAt, Z } from "../../shared/map/order";
import { classWord } from "../../shared/map/typhoon/features";
import { coneOutlines } from "../../shared/map/typhoon/named";
import { motionAt, pointAt } from "../../shared/map/typhoon/storm";
import { ALL_SHOWN, StormView } from "../../shared/map/typhoon/view";
import { token } from "../../shared/theme/theme";
import { CITY } from "../state/city";
import { cone, mapMoment, storm } from "../state/store";
import "./storm.css";

const REGION: Box = [115, 22, 135, 34];
const TEXT = 2;

/** The storm in its region: circles, track, and what it does now. */
export function Storm({ unit }: { unit: number }) {
  const container = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (container.current === null) return undefined;
    return mount(container.current, unit);
  }, [unit]);
  return (
    <section class="side-storm">
      <div class="storm-map" ref={container} role="img" aria-label={say("map.label")} />
      <Figures />
    </section>
  );
}

function mount(container: HTMLElement, unit: number): () => void {
  let stop: () => void = () => undefined;
  const look = { ...WALL, text: WALL.text * unit * 0.8 };
  void createMap({ container, look, bounds: REGION, interactive: false }).then((map) => {
    const view = new StormView(map, TEXT * unit, true);
    addHome(map, unit);
    addWarningLines(map, unit);
    const end = effect(() => {
      view.setStorm(typhoon.value, ALL_SHOWN);
      view.setMoment(mapMoment.value);
      view.setShape("cone", cone.value === null ? null : coneOutlines(cone.value));
    });
    stop = () => {
      end();
      view.stop();
      map.remove();
    };
  });
  return () => stop();
}

/** The outline of the main map, so that the eye finds home. */
function addHome(map: MapLibre, unit: number): void {
  const [west, south, east, north] = CITY;
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  const data: GeoJSON.Feature = {
    type: "Feature",
    properties: {},
    geometry: { type: "LineString", coordinates: ring },
  };
  map.addSource("home", { type: "geojson", data });
  const paint = { "line-color": token("t1"), "line-width": 3 * unit };
  addLayerAt(map, { id: "home", type: "line", source: "home", paint }, Z.selection);
}

/** The two warning lines. */
function addWarningLines(map: MapLibre, unit: number): void {
  const lines = typhoon.value?.warning_lines ?? [];
  const features = lines.map(
    (line): GeoJSON.Feature => ({
      type: "Feature",
      properties: { hours: line.hours },
      geometry: { type: "LineString", coordinates: line.coordinates },
    }),
  );
  map.addSource("warning", { type: "geojson", data: { type: "FeatureCollection", features } });
  for (const hours of [24, 48]) {
    addLayerAt(
      map,
      {
        id: `warning-${hours}`,
        type: "line",
        source: "warning",
        filter: ["==", ["get", "hours"], hours],
        paint: {
          "line-color": token("t2"),
          "line-width": 2 * unit,
          ...(hours === 48 && { "line-dasharray": [5, 4] }),
        },
      },
      Z.tracks,
    );
  }
}

function Figures() {
  const shown = storm.value;
  const now = incidentSecond.value;
  const point = shown === undefined ? null : pointAt(shown, now);
  const motion = shown === undefined ? null : motionAt(shown, now);
  const wind = point?.windMs ?? null;
  return (
    <dl class="storm-figures num">
      <div>
        <dd>
          {count(point?.pressureHpa)} <small>hPa</small>
        </dd>
      </div>
      <div>
        <dd>
          {wind === null ? MISSING : Math.round(wind)}{" "}
          <small>m/s · {classWord(point?.strength ?? null)}</small>
        </dd>
      </div>
      <div>
        <dd>
          <small>{motion === null ? "" : inLanguage(motion.towards)}</small>{" "}
          {count(motion?.speedKmh)} <small>km/h</small>
        </dd>
      </div>
    </dl>
  );
}
