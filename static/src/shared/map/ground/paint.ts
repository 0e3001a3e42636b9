// Sea and land as two pictures: stepped shore bands; quiet land with a paler edge and its coast.

import { type Camera, pixelsOf } from "../sheets/camera";
import type { Ring } from "./outline";

export interface GroundLook {
  /** Widths that the three shore bands take on the sea, px, outermost first. */
  bands: [number, number, number];
  coast: number;
  sea: [string, string, string];
  land: string;
  edge: string;
  shore: string;
}

export interface Ground {
  /** The city's waters in full. */
  land: Ring[];
  /** The coarse coast of the whole region, for views from afar. */
  region: Ring[];
}

/** What a picture is made of: the view, its size in CSS pixels, and pixels for each of them. */
export interface View {
  camera: Camera;
  width: number;
  height: number;
  ratio: number;
}

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

// Between these zooms the coarse coast gives way to the full one.
const NEAR = 7.2;
const FADED = 7.6;
const EDGE_FROM = 9.5;
const EDGES = [3, 8, 15];
const EDGE_OPACITY = 0.34;
const FINE_PX = 0.35;
const SOFT_PX = 1.2; // wide strokes: every creek in them would be paid for and not seen

export const showsLand = (zoom: number): boolean => zoom >= NEAR;
export const showsRegion = (zoom: number): boolean => zoom < FADED;

/** Draw what lies below the wind. */
export function paintSea(ctx: Context, ground: Ground, look: GroundLook, view: View): void {
  begin(ctx, view);
  const { zoom } = view.camera;
  if (showsRegion(zoom)) paintRegion(ctx, ground.region, look, view);
  if (!showsLand(zoom)) return;
  const path = pathOf(ground.land, view, SOFT_PX, Math.max(...look.bands));
  look.bands.forEach((px, step) => {
    stroke(ctx, path, look.sea[step] ?? "", px * bandShare(zoom));
  });
}

/** Draw what lies on the wind. */
export function paintLand(ctx: Context, ground: Ground, look: GroundLook, view: View): void {
  begin(ctx, view);
  if (!showsLand(view.camera.zoom)) return;
  const path = pathOf(ground.land, view, FINE_PX, look.coast);
  ctx.fillStyle = look.land;
  ctx.fill(path, "evenodd");
  if (view.camera.zoom >= EDGE_FROM) paintEdges(ctx, ground.land, look, view);
  stroke(ctx, path, look.shore, look.coast);
}

function paintRegion(ctx: Context, region: Ring[], look: GroundLook, view: View): void {
  const path = pathOf(region, view, FINE_PX, 1);
  ctx.globalAlpha = Math.min(1, (FADED - view.camera.zoom) / (FADED - NEAR));
  ctx.fillStyle = look.land;
  ctx.fill(path, "evenodd");
  stroke(ctx, path, look.shore, 0.8);
  ctx.globalAlpha = 1;
}

/** Inside the land only: what of a stroke falls on the sea is not drawn. */
function paintEdges(ctx: Context, land: Ring[], look: GroundLook, view: View): void {
  const path = pathOf(land, view, SOFT_PX, 2 * Math.max(...EDGES));
  ctx.globalCompositeOperation = "source-atop";
  ctx.globalAlpha = EDGE_OPACITY;
  for (const px of EDGES) stroke(ctx, path, look.edge, 2 * px);
  ctx.globalAlpha = 1;
  ctx.globalCompositeOperation = "source-over";
}

function begin(ctx: Context, { width, height, ratio }: View): void {
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.clearRect(0, 0, width, height);
  ctx.lineJoin = "round";
  ctx.lineCap = "round";
}

function stroke(ctx: Context, path: Path2D, color: string, px: number): void {
  ctx.strokeStyle = color;
  ctx.lineWidth = px;
  ctx.stroke(path);
}

/** Wide views thin the bands out, or small islands drown in them. */
export function bandShare(zoom: number): number {
  if (zoom <= 6) return 0.1;
  if (zoom <= 8.5) return 0.1 + ((zoom - 6) / 2.5) * 0.6;
  return zoom >= 10 ? 2 : 0.7 + ((zoom - 8.5) / 1.5) * 1.3;
}

/** The rings in view, in pixels, with the corners that can be seen at `tolerancePx`. */
function pathOf(rings: Ring[], view: View, tolerancePx: number, reachPx: number): Path2D {
  const unit = pixelsOf(view.camera);
  const left = view.camera.x - (view.width / 2 + reachPx) / unit;
  const top = view.camera.y - (view.height / 2 + reachPx) / unit;
  const right = view.camera.x + (view.width / 2 + reachPx) / unit;
  const bottom = view.camera.y + (view.height / 2 + reachPx) / unit;
  const path = new Path2D();
  for (const ring of rings) {
    const [west, north, east, south] = ring.box;
    if (east < left || west > right || south < top || north > bottom) continue;
    if (Math.max(east - west, south - north) * unit < tolerancePx * 2) continue;
    trace(path, ring, view, tolerancePx / unit);
  }
  return path;
}

function trace(path: Path2D, { at, weight }: Ring, { camera, width, height }: View, least: number) {
  const unit = pixelsOf(camera);
  const x0 = width / 2 - camera.x * unit;
  const y0 = height / 2 - camera.y * unit;
  for (let i = 0; i < weight.length - 1; i += 1) {
    if ((weight[i] ?? 0) < least) continue;
    const x = (at[i * 2] ?? 0) * unit + x0;
    const y = (at[i * 2 + 1] ?? 0) * unit + y0;
    if (i === 0) path.moveTo(x, y);
    else path.lineTo(x, y);
  }
  path.closePath();
}
