// Paints the ground beside the page's own thread: a coast is thousands of corners and wide strokes.

import type { Painted, ToPainter } from "./messages";
import { type Ring, ringsOf } from "./outline";
import { type GroundLook, paintLand, paintSea, showsLand, showsRegion, type View } from "./paint";

/** A coast that is read when a view first shows it; one that did not come is asked for again. */
class Coast {
  private rings: Promise<Ring[] | null> | null = null;

  constructor(private readonly url: string) {}

  async read(): Promise<Ring[]> {
    this.rings ??= outline(this.url);
    const rings = await this.rings;
    if (rings === null) this.rings = null;
    return rings ?? [];
  }
}

let begun: { look: GroundLook; land: Coast; region: Coast } | null = null;
const pages = [sheet(), sheet()] as const;

function sheet(): OffscreenCanvasRenderingContext2D {
  // Painted by the processor also where there is a card: a picture handed on at once would only
  // be read back from it, and drivers differ in how they draw wide round strokes.
  const ctx = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  if (ctx === null) throw new Error("this browser has no 2D canvas");
  return ctx;
}

self.onmessage = ({ data }: MessageEvent<ToPainter>) => {
  if (data.kind === "paint") return void paint(data.view, data.sequence);
  begun = { look: data.look, land: new Coast(data.land), region: new Coast(data.region) };
};

/** No coast yet is no fault: an installation begins with the sea alone. Null: it did not come. */
async function outline(url: string): Promise<Ring[] | null> {
  const answer = await fetch(url).catch(() => null);
  return answer?.ok ? ringsOf((await answer.json()) as GeoJSON.FeatureCollection) : null;
}

async function paint(view: View, sequence: number): Promise<void> {
  if (begun === null) return;
  const { look } = begun;
  const { zoom } = view.camera;
  const [near, far] = await Promise.all([
    showsLand(zoom) ? begun.land.read() : [],
    showsRegion(zoom) ? begun.region.read() : [],
  ]);
  const known = { land: near, region: far };
  const began = performance.now();
  const [sea, land] = pages;
  resize(sea.canvas, view);
  resize(land.canvas, view);
  paintSea(sea, known, look, view);
  paintLand(land, known, look, view);
  const painted: Painted = {
    view,
    sequence,
    sea: sea.canvas.transferToImageBitmap(),
    land: land.canvas.transferToImageBitmap(),
    tookMs: performance.now() - began,
  };
  self.postMessage(painted, { transfer: [painted.sea, painted.land] });
}

function resize(canvas: OffscreenCanvas, { width, height, ratio }: View): void {
  const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== wide) canvas.width = wide;
  if (canvas.height !== high) canvas.height = high;
}
