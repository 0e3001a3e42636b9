// Wind circles drawn by ourselves: a moved time handle is on the map in the same frame, and no
// worker cuts tiles for it.

import type { CustomLayerInterface, CustomRenderMethodInput, Map as MapLibre } from "maplibre-gl";
import { token } from "../../theme/theme";
import { type Program, programOf } from "./circle_program";
import { FILL_FLOATS, LINE_FLOATS, type RingMesh } from "./ring_mesh";

export interface Circle {
  force: number;
  mesh: RingMesh;
  /** Line and fill relative to the grammar of the language; what is not primary is thin. */
  assumed: boolean;
}

/** Line width and fill from afar and near by: near by everything lies inside, so fill gives way. */
const LOOK: [force: number, width: number, far: number, near: number][] = [
  [12, 2.5, 0.5, 0.09],
  [10, 2, 0.3, 0.06],
  [0, 1.5, 0.16, 0.04],
];
const FAR_ZOOM = 8;
const NEAR_ZOOM = 9.5;

/** Circles by quadrant, the widest first. */
export class CircleLayer implements CustomLayerInterface {
  readonly id = "storm-circles";
  readonly type = "custom" as const;
  readonly renderingMode = "2d" as const;
  private map: MapLibre | null = null;
  private program: Program | null = null;
  private circles: readonly Circle[] = [];
  private color: [number, number, number] = [0, 0, 0];
  private spentMs = 0;

  constructor(private readonly scale: number) {}

  onAdd(map: MapLibre, gl: WebGL2RenderingContext): void {
    this.map = map;
    this.program = programOf(gl);
    this.color = rgb(token("wind"));
  }

  onRemove(_map: MapLibre, gl: WebGL2RenderingContext): void {
    this.program?.drop(gl);
    this.program = null;
    this.map = null;
  }

  /** Show these circles in the next frame. `spentMs`: what working them out has cost, if asked. */
  show(circles: readonly Circle[], spentMs = 0): void {
    this.spentMs += spentMs;
    if (circles.length === 0 && this.circles.length === 0) return;
    this.circles = circles;
    this.map?.triggerRepaint();
  }

  render(gl: WebGL2RenderingContext, input: CustomRenderMethodInput): void {
    if (this.program === null || this.circles.length === 0) return;
    const start = performance.now();
    const matrix = input.defaultProjectionData.mainMatrix as Float32Array;
    this.program.begin(gl, matrix);
    for (const circle of this.circles) this.draw(gl, this.program, circle);
    this.program.end(gl);
    this.tell(start);
  }

  /** One measure a frame while the time moves: JavaScript and upload, for whoever looks. */
  private tell(start: number): void {
    if (this.spentMs === 0) return;
    const duration = performance.now() - start + this.spentMs;
    this.spentMs = 0;
    performance.measure("storm-frame", { start, duration });
  }

  private draw(gl: WebGL2RenderingContext, program: Program, circle: Circle): void {
    const [, width, far, near] = LOOK.find(([force]) => circle.force >= force) ?? [
      0, 1.5, 0.16, 0.04,
    ];
    const { mesh } = circle;
    const [red, green, blue] = this.color;
    program.place(gl, mesh.originX, mesh.originY);
    program.ink(gl, [red, green, blue, far + (near - far) * this.nearness()]);
    program.fill(gl, mesh.fill, mesh.fill.length / FILL_FLOATS);
    program.ink(gl, [red, green, blue, 1]);
    program.line(gl, mesh.line, mesh.line.length / LINE_FLOATS, width * this.scale);
  }

  private nearness(): number {
    const zoom = this.map?.getZoom() ?? FAR_ZOOM;
    return Math.min(1, Math.max(0, (zoom - FAR_ZOOM) / (NEAR_ZOOM - FAR_ZOOM)));
  }
}

function rgb(hex: string): [number, number, number] {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255];
}
