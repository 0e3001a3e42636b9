import { effect } from "@preact/signals";
import type { Map as MapLibre } from "maplibre-gl";
import { useEffect, useRef } from "preact/hooks";
import { say } from "../../shared/i18n/say";
import { incident, isochrones, typhoon, zones } from "../../shared/incident/store";
import { WALL } from "../../shared/map/basemap";
import { createMap } from "../../shared/map/create";
import { MoverSheet } from "../../shared/map/movers/sheet";
import { ALL_SHOWN, StormView } from "../../shared/map/typhoon/view";
import { Stamp } from "../../shared/ui/Stamp";
import { CITY } from "../state/city";
import { link, mapMoment } from "../state/store";
import { Callouts } from "./Callouts";
import { map } from "./instance";
import { SilentMarks } from "./SilentMarks";
import { addZones, setZones } from "./zones";
import "./map_view.css";

const HULL_PX = 18;
const STAMP_PX = 150;
const TEXT = 3.4; // of the desk's 13 px: the 44-px floor

/** The wall's map: fleet, storm, zones with their time left. */
export function MapView({ unit }: { unit: number }) {
  const container = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (container.current === null) return undefined;
    return mount(container.current, unit);
  }, [unit]);
  return (
    <div class="map" data-lost={link.state.value === "lost"}>
      <div class="map-canvas" ref={container} role="img" aria-label={say("map.label")} />
      {incident.value?.exercise && <Stamp text={say("exercise.stamp")} size={STAMP_PX * unit} />}
      <Callouts unit={unit} />
      <SilentMarks unit={unit} />
      <p class="map-source">{say("map.source")}</p>
    </div>
  );
}

function mount(container: HTMLElement, unit: number): () => void {
  let ended = false;
  const stops: (() => void)[] = [];
  const look = { ...WALL, text: WALL.text * unit, bands: scaled(WALL.bands, unit) };
  void createMap({ container, look, bounds: CITY, interactive: false }).then((made) => {
    if (ended) return made.remove();
    stops.push(...fill(made, unit));
    map.value = made;
    return undefined;
  });
  return () => {
    ended = true;
    for (const stop of stops) stop();
    map.value?.remove();
    map.value = null;
  };
}

const scaled = (bands: [number, number, number], unit: number): [number, number, number] => [
  bands[0] * unit,
  bands[1] * unit,
  bands[2] * unit,
];

/** Add what lies on the map and keep it in step; gives what stops that. */
function fill(made: MapLibre, unit: number): (() => void)[] {
  const storm = new StormView(made, TEXT * unit);
  addZones(made, unit);
  const movers = new MoverSheet(made, HULL_PX * unit);
  movers.movers = link.movers;
  link.onMovers = () => movers.redraw();
  link.look(CITY, made.getZoom());
  return [
    effect(() => setZones(made, zones.value, mapMoment.value)),
    effect(() => {
      storm.setStorm(typhoon.value, ALL_SHOWN);
      storm.setMoment(mapMoment.value);
    }),
    effect(() => storm.setIsochrones(7, isochrones.value, say("wall.force.7"), mapMoment.value)),
    () => storm.stop(),
  ];
}
