import type { Map as MapLibre } from "maplibre-gl";
import type { Movers } from "../../live/movers";
import { Beat } from "../sheets/beat";
import { type Camera, cameraOf, isSame, pixelsOf } from "../sheets/camera";
import { Sheet } from "../sheets/sheet";
import { isSoftware } from "../sheets/software";
import { Hulls } from "./hulls";

const MARGIN = 0.15;
const HULL_SHARE = 0.55; // of an atlas cell that the hull itself takes

/** The fleet on a canvas of its own: a tick draws hulls and nothing else. */
export class MoverSheet {
  /** What is drawn; null is nothing. */
  movers: Movers | null = null;
  /** From afar thousands of hulls are only a stain. */
  fromZoom = 0;
  private readonly sheet: Sheet;
  private hulls: Hulls | null = null;
  private drawn: Camera | null = null;
  private readonly beat: Beat;

  /** `hullPx` is a fishing vessel's length on screen. */
  constructor(
    private readonly map: MapLibre,
    private readonly hullPx: number,
  ) {
    this.sheet = new Sheet(map, "movers", isSoftware() ? MARGIN : 0);
    this.beat = new Beat(map, () => this.draw());
    this.start();
    this.sheet.canvas.addEventListener("webglcontextlost", (event) => {
      event.preventDefault();
      this.hulls = null;
    });
    this.sheet.canvas.addEventListener("webglcontextrestored", () => this.start());
    map.on("render", () => this.follow());
    map.on("moveend", () => this.beat.now());
    map.on("resize", () => this.beat.now());
    map.once("remove", () => this.stop());
  }

  /** A tick changed something. */
  redraw(): void {
    this.beat.ask();
  }

  private start(): void {
    // Hulls are textures: multisampling would smooth nothing, and without a card it costs.
    const gl = this.sheet.canvas.getContext("webgl2", {
      antialias: false,
      depth: false,
      stencil: false,
    });
    if (gl === null) throw new Error("this browser has no WebGL 2");
    this.hulls = new Hulls(gl);
    this.beat.now();
  }

  private stop(): void {
    this.sheet.canvas.getContext("webgl2")?.getExtension("WEBGL_lose_context")?.loseContext();
  }

  /** With a card in the map's own frame; without one the last picture goes along while it serves. */
  private follow(): void {
    if (this.drawn === null || isSame(this.drawn, cameraOf(this.map))) return;
    if (!(isSoftware() && this.sheet.serves())) this.draw();
  }

  private draw(): void {
    const camera = cameraOf(this.map);
    const size = this.sheet.size();
    this.resize(size.width, size.height);
    const cell = (this.hullPx / HULL_SHARE) * shareAt(camera.zoom);
    const shown = camera.zoom < this.fromZoom ? null : this.movers;
    this.hulls?.draw(shown, { ...camera, unit: pixelsOf(camera), ...size, cell });
    this.sheet.show(camera, size);
    this.drawn = camera;
  }

  private resize(width: number, height: number): void {
    const { canvas } = this.sheet;
    const [wide, high] = [width, height].map((px) => Math.round(px * devicePixelRatio));
    if (canvas.width === wide && canvas.height === high) return;
    canvas.width = wide ?? 0;
    canvas.height = high ?? 0;
  }
}

/** Small from afar, full size from zoom 11 on. */
const shareAt = (zoom: number): number => Math.min(1.25, Math.max(0.5, 0.5 + (zoom - 8) * 0.17));
