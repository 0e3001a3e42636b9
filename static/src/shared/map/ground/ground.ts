import type { Map as MapLibre } from "maplibre-gl";
import { address } from "../../api/client";
import { token } from "../../theme/theme";
import { cameraOf } from "../sheets/camera";
import { Sheet } from "../sheets/sheet";
import { isSoftware } from "../sheets/software";
import type { Painted, ToPainter } from "./messages";
import type { GroundLook } from "./paint";

const MARGIN = 0.2;
const QUICK_MS = 40; // painted so fast, and with a card, it is painted anew while the camera moves

/** How wide the shore is drawn, px. */
export interface Shore {
  /** Half widths of its three bands, outermost first. */
  bands: [number, number, number];
  coast: number;
}

/** Sea and land under the map: pictures for where the camera rests, followed while it moves. */
export class GroundView {
  private readonly sea: Sheet;
  private readonly land: Sheet;
  private readonly painter = new Worker(new URL("./painter.ts", import.meta.url), {
    type: "module",
  });
  private sequence = 0;
  private busy = false;
  private wanted = false;
  private tookMs = Number.POSITIVE_INFINITY;

  constructor(
    private readonly map: MapLibre,
    look: Shore,
  ) {
    this.sea = new Sheet(map, "sea", MARGIN);
    this.land = new Sheet(map, "land", MARGIN);
    this.painter.onmessage = ({ data }: MessageEvent<Painted>) => this.take(data);
    this.tell({
      kind: "begin",
      look: lookOf(look),
      land: absolute("/basemap/land.geojson"),
      region: absolute("/basemap/region.geojson"),
    });
    map.on("move", () => this.moved());
    map.on("moveend", () => this.ask());
    map.on("resize", () => this.ask());
    map.once("remove", () => this.painter.terminate());
    this.ask();
  }

  private moved(): void {
    const quick = !isSoftware() && this.tookMs <= QUICK_MS;
    if (quick || !this.land.serves()) this.ask();
  }

  /** One picture at a time; what was asked for meanwhile is painted as things stand then. */
  private ask(): void {
    this.wanted = true;
    if (this.busy) return;
    const { width, height } = this.land.size();
    if (width === 0 || height === 0) return;
    this.wanted = false;
    this.busy = true;
    this.sequence += 1;
    const view = { camera: cameraOf(this.map), width, height, ratio: devicePixelRatio };
    this.tell({ kind: "paint", view, sequence: this.sequence });
  }

  private take({ view, sea, land, tookMs }: Painted): void {
    this.busy = false;
    this.tookMs = tookMs;
    put(this.sea, sea, view);
    put(this.land, land, view);
    performance.mark("ground-painted", { detail: { tookMs } });
    if (this.wanted) this.ask();
  }

  private tell(message: ToPainter): void {
    this.painter.postMessage(message);
  }
}

function put(sheet: Sheet, picture: ImageBitmap, view: Painted["view"]): void {
  const { canvas } = sheet;
  canvas.width = picture.width;
  canvas.height = picture.height;
  canvas.getContext("bitmaprenderer")?.transferFromImageBitmap(picture);
  sheet.show(view.camera, view);
}

const absolute = (path: string): string => new URL(address(path), location.origin).href;

function lookOf({ bands, coast }: Shore): GroundLook {
  return {
    bands,
    coast,
    sea: [token("sea-2"), token("sea-3"), token("sea-4")],
    land: token("land"),
    edge: token("land-edge"),
    shore: token("coast"),
  };
}
