// Paints the ground beside the page's own thread: a coast is thousands of corners and wide strokes.

import type { Painted, ToPainter } from "./messages";
import { ringsOf } from "./outline";
import { type Ground, type GroundLook, paintLand, paintSea, type View } from "./paint";

let look: GroundLook | null = null;
let ground: Promise<Ground> | null = null;
const pages = [sheet(), sheet()] as const;

function sheet(): OffscreenCanvasRenderingContext2D {
  // Painted by the processor also where there is a card: a picture handed on at once would only
  // be read back from it, and drivers differ in how they draw wide round strokes.
  const ctx = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  if (ctx === null) throw new Error("this browser has no 2D canvas");
  return ctx;
}

self.onmessage = ({ data }: MessageEvent<ToPainter>) => {
  if (data.kind === "begin") {
    look = data.look;
    ground = read(data.land, data.region);
  } else void paint(data.view, data.sequence);
};

async function read(land: string, region: string): Promise<Ground> {
  const [near, far] = await Promise.all([outline(land), outline(region)]);
  return { land: near, region: far };
}

/** No coast yet is no fault: an installation begins with the sea alone. */
async function outline(url: string) {
  const answer = await fetch(url).catch(() => null);
  return answer?.ok ? ringsOf((await answer.json()) as GeoJSON.FeatureCollection) : [];
}

async function paint(view: View, sequence: number): Promise<void> {
  const known = await ground;
  if (known === null || look === null) return;
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
