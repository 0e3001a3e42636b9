import type { GeoJSONSource, Map as MapLibre } from "maplibre-gl";
import type { Isochrones, Typhoon } from "../../api/typhoon_types";
import { dayText } from "../../format/moment";
import { language } from "../../i18n/language";
import { addLayerAt, Z } from "../order";
import { CentreSign } from "./centre_sign";
import { type Circle, CircleLayer } from "./circle_layer";
import { type CircleFix, circleAt } from "./circle_track";
import { agencyNames, circles, trackLines, trackPoints } from "./features";
import { addFront, paintFront } from "./front";
import { addIsochrones, setIsochrones } from "./isochrones";
import { addStormLayers, type STORM_SOURCES } from "./layers";
import { ringMesh } from "./ring_mesh";
import { addShapes, type Shape, setShape } from "./shapes";
import { type AgencyStorm, agencyStorms, circleFixes, pointsBy } from "./storm";

type Source = (typeof STORM_SOURCES)[number];
const EMPTY: GeoJSON.FeatureCollection = { type: "FeatureCollection", features: [] };
const FRONT_MS = 600_000; // of incident time: the tint moves too little to be painted more often
const NAMES_MS = 250; // names of circles settle; placing them each frame would cost more than all

export interface Shown {
  /** Layer ids of the catalogue that are switched off. */
  hidden: ReadonlySet<string>;
  /** Tracks whose lines are switched off, by key. */
  hiddenTracks: ReadonlySet<string>;
}
export const ALL_SHOWN: Shown = { hidden: new Set(), hiddenTracks: new Set() };

/** The storm on a map, at any moment. A moment costs one small upload, not a new tile. */
export class StormView {
  private storms: AgencyStorm[] = [];
  private tracks: { force: number; fixes: CircleFix[] }[] = [];
  private centreFixes: CircleFix[] = [];
  private name = "";
  private shown = ALL_SHOWN;
  private typhoon: Typhoon | null = null;
  private readonly circleLayer: CircleLayer;
  private readonly sign: CentreSign;
  private readonly shapeMarks = new Map<Shape, string>();
  private readonly lineMarks = new Map<number, string>();
  private frontMark = "";
  private standMark = "";
  private namesDue: ReturnType<typeof setTimeout> | undefined;
  private namesAt = 0;
  private namesMark = "";

  constructor(
    private readonly map: MapLibre,
    scale: number,
    wide = false,
  ) {
    if (!wide) addFront(map);
    if (!wide) addIsochrones(map, scale);
    this.circleLayer = new CircleLayer(scale);
    this.sign = new CentreSign(map, scale);
    addLayerAt(map, this.circleLayer, Z.circles);
    addShapes(map, scale);
    addStormLayers(map, scale);
  }

  /** Another storm, other data of it, or other parts of it. */
  setStorm(typhoon: Typhoon | null, shown: Shown): void {
    if (typhoon !== this.typhoon) {
      this.typhoon = typhoon;
      this.storms = typhoon === null ? [] : agencyStorms(typhoon);
      this.prepare(typhoon);
    }
    this.shown = shown;
    this.standMark = "";
    this.namesMark = "";
  }

  private prepare(typhoon: Typhoon | null): void {
    const primary = this.storms[0];
    this.tracks = [];
    this.centreFixes = [];
    this.name = "";
    if (primary === undefined || typhoon === null) return;
    this.tracks = primary.forces.map((force) => ({ force, fixes: circleFixes(primary, force) }));
    this.centreFixes = circleFixes(primary, -1);
    this.name = language.value === "zh" ? typhoon.name_zh : typhoon.name_en;
  }

  /** Show the storm as it is at a moment. Called for every frame while the time is `moving`. */
  setMoment(ms: number, moving = false): void {
    const start = performance.now();
    const centre = circleAt(this.centreFixes, ms);
    if (centre === null) this.sign.hide();
    else this.sign.show(centre.lon, centre.lat, this.name);
    const circles = this.shown.hidden.has("wind-circles") ? [] : this.circlesAt(ms);
    this.standing(ms);
    this.circleLayer.show(circles, moving ? performance.now() - start : 0);
    this.nameCircles(ms);
  }

  private circlesAt(ms: number): Circle[] {
    return this.tracks.flatMap(({ force, fixes }) => {
      const state = circleAt(fixes, ms);
      const mesh = state === null ? null : ringMesh(state.lon, state.lat, state.radiiKm);
      return mesh === null || state === null ? [] : [{ force, mesh, assumed: state.assumed }];
    });
  }

  /** Lines and dots change only where a moment passes a point, or midnight. */
  private standing(ms: number): void {
    const passed = this.storms.map((storm) => pointsBy(storm, ms)).join();
    const mark = `${passed}|${dayText(ms)}`;
    if (mark === this.standMark) return;
    this.standMark = mark;
    const { hidden, hiddenTracks } = this.shown;
    const primary = this.storms[0];
    const lines = this.storms.filter((each) => !hiddenTracks.has(each.key));
    const noLines = hidden.has("typhoon-tracks");
    const noPoints = hidden.has("typhoon-fixes") || !lines.includes(primary as AgencyStorm);
    this.set("storm-lines", noLines ? EMPTY : trackLines(lines, ms, primary?.key));
    this.set("storm-agencies", noLines ? EMPTY : agencyNames(lines, primary?.key));
    this.set("storm-points", noPoints ? EMPTY : trackPoints(primary, ms));
  }

  /** Circle names follow when the time rests, or a few times a second while it does not. */
  private nameCircles(ms: number): void {
    const mark = `${Math.round(ms / 60_000)}|${language.value}`;
    if (mark === this.namesMark) return;
    clearTimeout(this.namesDue);
    const wait = Math.max(0, this.namesAt + NAMES_MS - performance.now());
    this.namesDue = setTimeout(() => {
      this.namesAt = performance.now();
      this.namesMark = mark;
      const off = this.shown.hidden.has("wind-circles");
      this.set("storm-circle-names", off ? EMPTY : circles(this.storms[0], ms));
    }, wait);
  }

  /** Show hour lines of a force, and with those of force 7 the front's tint as seen at `now`. */
  setIsochrones(force: number, lines: Isochrones | null, title: string, now: number): void {
    const own = `${title}|${dayText(now)}|${JSON.stringify(lines?.features ?? null)}`;
    if (this.lineMarks.get(force) !== own) setIsochrones(this.map, force, lines, title, now);
    this.lineMarks.set(force, own);
    if (force !== 7) return;
    const beat = Math.floor(now / FRONT_MS);
    const mark = `${lines?.features.length}|${lines?.features[0]?.properties.arrival_at}|${beat}`;
    if (mark === this.frontMark) return;
    this.frontMark = mark;
    paintFront(this.map, lines, now);
  }

  /** Show one of the reckoned shapes; null takes it off. */
  setShape(shape: Shape, data: GeoJSON.FeatureCollection | null): void {
    const mark = JSON.stringify(data);
    if (this.shapeMarks.get(shape) === mark) return;
    this.shapeMarks.set(shape, mark);
    setShape(this.map, shape, data);
  }

  /** The map goes: nothing may be put on it any more. */
  stop(): void {
    clearTimeout(this.namesDue);
    this.sign.hide();
  }

  private readonly last = new Map<Source, string>();

  /** Only what changed goes to the worker: the same storm read again must not place names anew. */
  private set(id: Source, data: GeoJSON.FeatureCollection): void {
    const mark = JSON.stringify(data);
    if (this.last.get(id) === mark) return;
    this.last.set(id, mark);
    this.map.getSource<GeoJSONSource>(id)?.setData(data);
  }
}
