// The wind between sea and land: the front's tint, swath and probability, circles, hour lines.

import { mercatorX, mercatorY } from "../../mercator";
import { type Camera, pixelsOf } from "../sheets/camera";
import type { Size } from "../sheets/sheet";
import { writeAlong } from "./along";

type Place = readonly number[];
type Point = [x: number, y: number];

export interface Circle {
  force: number;
  ring: readonly Place[];
  name: string;
}

/** A picture stretched over a box of degrees. */
export interface Tint {
  picture: HTMLCanvasElement;
  box: [west: number, south: number, east: number, north: number];
}

/** All that lies on the wind's sheet. */
export interface Wind {
  tint: Tint | null;
  swath: GeoJSON.FeatureCollection;
  probability: GeoJSON.FeatureCollection;
  circles: readonly Circle[];
  hourLines: readonly { width: number; lines: readonly Place[][] }[];
}

export interface WindLook {
  wind: string;
  name: string;
  halo: string;
  font: string;
  /** Multiplies widths and letters: the wall's are larger. */
  scale: number;
}

/** Line width and fill from afar and near by: near by everything lies inside, so fill gives way. */
const CIRCLES: [force: number, width: number, far: number, near: number][] = [
  [12, 2.5, 0.5, 0.09],
  [10, 2, 0.3, 0.06],
  [0, 1.5, 0.16, 0.04],
];
const FAR_ZOOM = 8;
const NEAR_ZOOM = 9.5;
const NEAR_FROM = 7.6; // from afar the circles tell what front and hour lines tell near by
const NAMES_EVERY = 420;
const SWATH_DASH = [6, 3, 1, 3];

/** Draw the wind for a view. */
export function paintWind(
  ctx: CanvasRenderingContext2D,
  wind: Wind,
  look: WindLook,
  camera: Camera,
  size: Size,
): void {
  const brush = new Brush(ctx, look, camera, size);
  ctx.clearRect(0, 0, size.width, size.height);
  ctx.lineJoin = "round";
  const near = camera.zoom >= NEAR_FROM;
  if (near && wind.tint !== null) brush.tint(wind.tint);
  brush.areas(wind.swath, () => 0.12);
  brush.outlines(wind.swath, look.scale, SWATH_DASH);
  brush.areas(wind.probability, ({ p }) => opacityOf(Number(p)));
  for (const circle of wind.circles) brush.circle(circle);
  for (const circle of wind.circles) brush.name(circle);
  if (!near) return;
  for (const { width, lines } of wind.hourLines) brush.lines(lines, width * look.scale);
}

/** 6 % where the wind is hardly expected, 50 % where it is nearly sure. */
function opacityOf(p: number): number {
  if (p <= 5) return 0.06;
  if (p <= 50) return 0.06 + ((p - 5) / 45) * 0.2;
  return Math.min(0.5, 0.26 + ((p - 50) / 40) * 0.24);
}

class Brush {
  private readonly unit: number;
  private readonly x0: number;
  private readonly y0: number;

  constructor(
    private readonly ctx: CanvasRenderingContext2D,
    private readonly look: WindLook,
    private readonly camera: Camera,
    size: Size,
  ) {
    this.unit = pixelsOf(camera);
    this.x0 = size.width / 2 - camera.x * this.unit;
    this.y0 = size.height / 2 - camera.y * this.unit;
  }

  tint({ picture, box: [west, south, east, north] }: Tint): void {
    const [left, top] = this.point([west, north]);
    const [right, bottom] = this.point([east, south]);
    this.ctx.imageSmoothingQuality = "high";
    this.ctx.drawImage(picture, left, top, right - left, bottom - top);
  }

  areas(
    shapes: GeoJSON.FeatureCollection,
    opacity: (properties: Record<string, unknown>) => number,
  ): void {
    for (const { geometry, properties } of shapes.features) {
      this.ctx.globalAlpha = opacity(properties ?? {});
      this.ctx.fillStyle = this.look.wind;
      this.ctx.fill(this.path(ringsOf(geometry), true), "evenodd");
    }
    this.ctx.globalAlpha = 1;
  }

  outlines(shapes: GeoJSON.FeatureCollection, width: number, dash: number[]): void {
    this.ctx.setLineDash(dash.map((px) => px * width));
    for (const { geometry } of shapes.features) this.lines(ringsOf(geometry), width);
    this.ctx.setLineDash([]);
  }

  lines(lines: readonly Place[][], width: number): void {
    this.ctx.strokeStyle = this.look.wind;
    this.ctx.lineWidth = width;
    this.ctx.stroke(this.path(lines, false));
  }

  circle({ force, ring }: Circle): void {
    const [, width, far, near] = CIRCLES.find(([least]) => force >= least) ?? [0, 1.5, 0.16, 0.04];
    const share = (this.camera.zoom - FAR_ZOOM) / (NEAR_ZOOM - FAR_ZOOM);
    const path = this.path([ring], true);
    this.ctx.globalAlpha = far + (near - far) * Math.min(1, Math.max(0, share));
    this.ctx.fillStyle = this.look.wind;
    this.ctx.fill(path);
    this.ctx.globalAlpha = 1;
    this.ctx.strokeStyle = this.look.wind;
    this.ctx.lineWidth = width * this.look.scale;
    this.ctx.stroke(path);
  }

  name({ ring, name }: Circle): void {
    const { look } = this;
    writeAlong(
      this.ctx,
      ring.map((place) => this.point(place)),
      name,
      {
        font: `500 ${12 * look.scale}px ${look.font}`,
        ink: look.name,
        halo: look.halo,
        haloPx: 2.4 * look.scale,
        every: NAMES_EVERY * look.scale,
      },
    );
  }

  private path(lines: readonly (readonly Place[])[], closed: boolean): Path2D {
    const path = new Path2D();
    for (const line of lines) {
      line.forEach((place, index) => {
        const [x, y] = this.point(place);
        if (index === 0) path.moveTo(x, y);
        else path.lineTo(x, y);
      });
      if (closed) path.closePath();
    }
    return path;
  }

  private point([lon = 0, lat = 0]: Place): Point {
    return [mercatorX(lon) * this.unit + this.x0, mercatorY(lat) * this.unit + this.y0];
  }
}

/** The rings or lines of a shape; a point has none. */
export function ringsOf(geometry: GeoJSON.Geometry): Place[][] {
  switch (geometry.type) {
    case "Polygon":
    case "MultiLineString":
      return geometry.coordinates;
    case "MultiPolygon":
      return geometry.coordinates.flat();
    case "LineString":
      return [geometry.coordinates];
    default:
      return [];
  }
}
