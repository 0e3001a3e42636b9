import type { Map as MapLibre } from "maplibre-gl";
import { type Camera, cameraOf, covers, placing } from "./camera";
import { layCanvas, type SheetName } from "./stack";

/** Size of a view or a picture in CSS pixels. */
export interface Size {
  width: number;
  height: number;
}

/** A picture larger than the view, which the browser moves and stretches while the camera moves. */
export class Sheet {
  readonly canvas: HTMLCanvasElement;
  private readonly margin: number;
  private drawn: Camera | null = null;
  private shown: Size = { width: 0, height: 0 };

  /** `margin`: how much larger on each side than the view, as a share of it, on a map that moves. */
  constructor(
    readonly map: MapLibre,
    name: SheetName,
    margin: number,
  ) {
    this.margin = map.dragPan.isEnabled() ? margin : 0;
    this.canvas = layCanvas(map, name);
    map.on("render", () => this.follow());
  }

  /** The size a picture must have now. */
  size(): Size {
    const { clientWidth, clientHeight } = this.map.getContainer();
    const share = 1 + 2 * this.margin;
    return { width: Math.ceil(clientWidth * share), height: Math.ceil(clientHeight * share) };
  }

  /** A picture made for `camera` is on the canvas now. */
  show(camera: Camera, { width, height }: Size): void {
    this.drawn = camera;
    this.shown = { width, height };
    const { style } = this.canvas;
    style.width = `${width}px`;
    style.height = `${height}px`;
    this.follow();
  }

  /** Whether what was drawn serves the camera as it is: all of the view, and not stretched much. */
  serves(): boolean {
    if (this.drawn === null) return false;
    const { clientWidth: width, clientHeight: height } = this.map.getContainer();
    return covers(this.drawn, cameraOf(this.map), { width, height }, this.margin);
  }

  private follow(): void {
    if (this.drawn === null) return;
    const { x, y, scale } = placing(this.drawn, cameraOf(this.map));
    const { clientWidth, clientHeight } = this.map.getContainer();
    const left = (clientWidth - this.shown.width) / 2 + x;
    const top = (clientHeight - this.shown.height) / 2 + y;
    // On whole pixels a picture is copied; between them it is sampled, softer and slower.
    const place = (px: number) =>
      scale === 1 ? Math.round(px * devicePixelRatio) / devicePixelRatio : px;
    this.canvas.style.transform = `translate(${place(left)}px, ${place(top)}px) scale(${scale})`;
  }
}
