import type { GeoJSONSource, Map as MapLibre } from "maplibre-gl";
import type { Isochrones, Typhoon } from "../../api/typhoon_types";
import { language } from "../../i18n/language";
import { centre, circles, trackLines, trackPoints } from "./features";
import { addFront, paintFront } from "./front";
import { addIsochrones, setIsochrones } from "./isochrones";
import { addStormLayers } from "./layers";
import { type AgencyStorm, agencyStorms } from "./storm";

/** Layer ids of the catalogue that this view draws, and its own sources for each. */
const PARTS: Record<string, string[]> = {
  "wind-circles": ["storm-circles"],
  "typhoon-tracks": ["storm-lines"],
  "typhoon-fixes": ["storm-points"],
};

/** The storm on a map, at any moment. */
export class StormView {
  private storms: AgencyStorm[] = [];
  private typhoon: Typhoon | null = null;
  private frontMark = "";

  constructor(
    private readonly map: MapLibre,
    scale: number,
  ) {
    addFront(map);
    addIsochrones(map, scale);
    addStormLayers(map, scale);
  }

  /** Show a storm at a moment, less the parts whose layer is hidden. */
  setStorm(typhoon: Typhoon | null, ms: number, hidden: ReadonlySet<string>): void {
    if (typhoon !== this.typhoon) {
      this.typhoon = typhoon;
      this.storms = typhoon === null ? [] : agencyStorms(typhoon);
    }
    const primary = this.storms[0];
    const name =
      typhoon === null ? "" : language.value === "zh" ? typhoon.name_zh : typhoon.name_en;
    const data: Record<string, GeoJSON.FeatureCollection> = {
      "storm-circles": circles(primary, ms),
      "storm-lines": trackLines(this.storms, ms),
      "storm-points": trackPoints(primary, ms),
      "storm-centre": centre(primary, ms, name),
    };
    const off = new Set([...hidden].flatMap((id) => PARTS[id] ?? []));
    for (const [id, value] of Object.entries(data)) this.set(id, off.has(id) ? EMPTY : value);
  }

  /** Show hour lines and the front's tint as seen at `now`. */
  setIsochrones(lines: Isochrones | null, title: string, now: number): void {
    setIsochrones(this.map, lines, title, now);
    const mark = `${lines?.features.length}|${lines?.features[0]?.properties.arrival_at}|${now}`;
    if (mark === this.frontMark) return;
    this.frontMark = mark;
    paintFront(this.map, lines, now);
  }

  private readonly last = new Map<string, string>();

  /** Only what changed goes to the worker: the clock beats every second. */
  private set(id: string, data: GeoJSON.FeatureCollection): void {
    const mark = JSON.stringify(data);
    if (this.last.get(id) === mark) return;
    this.last.set(id, mark);
    (this.map.getSource(id) as GeoJSONSource | undefined)?.setData(data);
  }
}

const EMPTY: GeoJSON.FeatureCollection = { type: "FeatureCollection", features: [] };
