import type { Map as MapLibre } from "maplibre-gl";
import type { Isochrones, Typhoon } from "../../api/typhoon_types";
import { dayText } from "../../format/moment";
import { language } from "../../i18n/language";
import { setData } from "../source";
import { CentreSign } from "./centre_sign";
import { type CircleFix, circleAt } from "./circle_track";
import { agencyNames, circlesAt, trackLines, trackPoints } from "./features";
import { frontOf } from "./front";
import { addIsochrones, HOUR_LINE_FORCES, setIsochrones, WIDTH } from "./isochrones";
import { addStormLayers } from "./layers";
import { addShapes, isOnSheet, NO_SHAPES, type Shape, setShape } from "./shapes";
import { type AgencyStorm, agencyStorms, circleFixes, pointsBy } from "./storm";
import { ringsOf } from "./wind_paint";
import { WindSheet } from "./wind_sheet";

const EMPTY: GeoJSON.FeatureCollection = { type: "FeatureCollection", features: [] };
const FRONT_MS = 600_000; // of incident time: the tint moves too little to be painted more often

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
  private centreFixes: CircleFix[] = [];
  private name = "";
  private shown = ALL_SHOWN;
  private typhoon: Typhoon | null = null;
  private readonly wind: WindSheet;
  private readonly hourLines = new Map<number, Isochrones | null>();
  private readonly sign: CentreSign;
  private readonly lineMarks = new Map<number, string>();
  private frontMark = "";
  private standMark = "";
  private circlesMark = "";

  constructor(
    private readonly map: MapLibre,
    scale: number,
    wide = false,
  ) {
    if (!wide) addIsochrones(map, scale);
    this.wind = new WindSheet(map, scale);
    this.sign = new CentreSign(map, scale);
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
    this.circlesMark = "";
  }

  private prepare(typhoon: Typhoon | null): void {
    const primary = this.storms[0];
    this.centreFixes = [];
    this.name = "";
    if (primary === undefined || typhoon === null) return;
    this.centreFixes = circleFixes(primary, -1);
    this.name = language.value === "zh" ? typhoon.name_zh : typhoon.name_en;
  }

  /** Show the storm as it is at a moment. Called for every frame while the time is `moving`. */
  setMoment(ms: number, moving = false): void {
    const start = performance.now();
    const centre = circleAt(this.centreFixes, ms);
    if (centre === null) this.sign.hide();
    else this.sign.show(centre.lon, centre.lat, this.name);
    this.standing(ms);
    this.circles(ms, moving ? start : null);
  }

  /** In steps of a second: a clock that stands, or data read again, draws nothing. */
  private circles(ms: number, start: number | null): void {
    const mark = `${Math.round(ms / 1000)}|${language.value}`;
    if (mark === this.circlesMark) return;
    this.circlesMark = mark;
    const off = this.shown.hidden.has("wind-circles");
    const circles = off ? [] : circlesAt(this.storms[0], ms);
    this.wind.show({ circles }, start === null ? 0 : performance.now() - start);
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
    setData(this.map, "storm-lines", noLines ? EMPTY : trackLines(lines, ms, primary?.key));
    setData(this.map, "storm-agencies", noLines ? EMPTY : agencyNames(lines, primary?.key));
    setData(this.map, "storm-points", noPoints ? EMPTY : trackPoints(primary, ms));
  }

  /** Show hour lines of a force, and with those of force 7 the front's tint as seen at `now`. */
  setIsochrones(force: number, lines: Isochrones | null, title: string, now: number): void {
    const own = `${title}|${dayText(now)}|${JSON.stringify(lines?.features ?? null)}`;
    if (this.lineMarks.get(force) !== own) {
      setIsochrones(this.map, force, lines, title, now);
      this.hourLines.set(force, lines);
      this.wind.show({ hourLines: HOUR_LINE_FORCES.map((each) => this.hourLinesOf(each)) });
    }
    this.lineMarks.set(force, own);
    if (force !== 7) return;
    const beat = Math.floor(now / FRONT_MS);
    const mark = `${lines?.features.length}|${lines?.features[0]?.properties.arrival_at}|${beat}`;
    if (mark === this.frontMark) return;
    this.frontMark = mark;
    this.wind.show({ tint: frontOf(lines, now) });
  }

  private hourLinesOf(force: number) {
    const features = this.hourLines.get(force)?.features ?? [];
    return {
      width: WIDTH[force] ?? 1.6,
      lines: features.flatMap(({ geometry }) => ringsOf(geometry as GeoJSON.Geometry)),
    };
  }

  /** Show one of the reckoned shapes; null takes it off. */
  setShape(shape: Shape, data: GeoJSON.FeatureCollection | null): void {
    if (isOnSheet(shape)) this.wind.show({ [shape]: data ?? NO_SHAPES });
    setShape(this.map, shape, data);
  }

  /** The map goes: nothing may be put on it any more. */
  stop(): void {
    this.sign.hide();
  }
}
