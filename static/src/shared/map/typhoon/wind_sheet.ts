// The wind on a canvas of its own: a moved time handle is on the map in the same frame, and neither
// the ground is drawn again nor a worker cuts tiles for it.

import type { Map as MapLibre } from "maplibre-gl";
import { token } from "../../theme/theme";
import { Beat } from "../sheets/beat";
import { cameraOf } from "../sheets/camera";
import { Sheet } from "../sheets/sheet";
import { isSoftware } from "../sheets/software";
import { paintWind, type Wind, type WindLook } from "./wind_paint";

const MARGIN = 0.15;
const NOTHING: GeoJSON.FeatureCollection = { type: "FeatureCollection", features: [] };

export class WindSheet {
  private readonly sheet: Sheet;
  private readonly ctx: CanvasRenderingContext2D;
  private readonly look: WindLook;
  private wind: Wind = {
    tint: null,
    swath: NOTHING,
    probability: NOTHING,
    circles: [],
    hourLines: [],
  };
  private readonly beat: Beat;
  private spentMs = 0;

  constructor(
    private readonly map: MapLibre,
    scale: number,
  ) {
    this.sheet = new Sheet(map, "wind", MARGIN);
    const ctx = this.sheet.canvas.getContext("2d", { willReadFrequently: isSoftware() });
    if (ctx === null) throw new Error("this browser has no 2D canvas");
    this.ctx = ctx;
    this.look = {
      wind: token("wind"),
      name: token("wind-text"),
      halo: token("halo"),
      font: token("font"),
      scale,
    };
    this.beat = new Beat(map, () => this.draw());
    map.on("move", () => this.moved());
    map.on("moveend", () => this.beat.now());
    map.on("resize", () => this.beat.now());
    // A canvas does not wait for its letters: it is painted again when their slice has come.
    const again = () => this.beat.ask();
    document.fonts.addEventListener("loadingdone", again);
    map.once("remove", () => document.fonts.removeEventListener("loadingdone", again));
  }

  /** Show these parts from the next frame on. `spentMs`: what working them out cost, if asked. */
  show(parts: Partial<Wind>, spentMs = 0): void {
    this.spentMs += spentMs;
    this.wind = { ...this.wind, ...parts };
    if (spentMs > 0) this.beat.now();
    else this.beat.ask();
  }

  private moved(): void {
    if (!this.sheet.serves()) this.beat.now();
  }

  private draw(): void {
    const start = performance.now();
    const size = this.sheet.size();
    const camera = cameraOf(this.map);
    this.resize(size.width, size.height);
    paintWind(this.ctx, this.wind, this.look, camera, size);
    this.sheet.show(camera, size);
    this.tell(start);
  }

  private resize(width: number, height: number): void {
    const { canvas } = this.ctx;
    const [wide, high] = [
      Math.round(width * devicePixelRatio),
      Math.round(height * devicePixelRatio),
    ];
    if (canvas.width !== wide || canvas.height !== high) {
      canvas.width = wide;
      canvas.height = high;
    }
    this.ctx.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
  }

  /** One measure a frame while the time moves, for whoever looks. */
  private tell(start: number): void {
    if (this.spentMs === 0) return;
    const duration = performance.now() - start + this.spentMs;
    this.spentMs = 0;
    performance.measure("storm-frame", { start, duration });
  }
}
