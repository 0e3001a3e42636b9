import { token } from "../../theme/theme";

/** A canvas whose unit is one symbol pixel, with the two inks every symbol is drawn in. */
export interface Pen {
  ctx: CanvasRenderingContext2D;
  /** The symbol's own colour: text on dark, black on light. */
  ink: string;
  /** What stands behind it. */
  paper: string;
  dim: string;
}

/** Drawn at this many device pixels a symbol pixel. */
export const RATIO = 3;

/** Draw a symbol of `width` × `height` pixels. */
export function drawn(width: number, height: number, paint: (pen: Pen) => void): ImageData {
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * RATIO);
  canvas.height = Math.round(height * RATIO);
  const ctx = canvas.getContext("2d");
  if (ctx === null) throw new Error("this browser has no 2D canvas");
  ctx.scale(RATIO, RATIO);
  ctx.lineJoin = "round";
  ctx.lineCap = "round";
  paint({ ctx, ink: token("t1"), paper: token("panel"), dim: token("t3") });
  return ctx.getImageData(0, 0, canvas.width, canvas.height);
}

/** A path through points, closed. */
export function outline(ctx: CanvasRenderingContext2D, points: [number, number][]): void {
  ctx.beginPath();
  for (const [x, y] of points) ctx.lineTo(x, y);
  ctx.closePath();
}

/** Stroke the current path twice: paper outside, ink inside, so that it holds on any ground. */
export function doubleStroke(pen: Pen, width: number, color = pen.ink): void {
  pen.ctx.strokeStyle = pen.paper;
  pen.ctx.lineWidth = width + 2;
  pen.ctx.stroke();
  pen.ctx.strokeStyle = color;
  pen.ctx.lineWidth = width;
  pen.ctx.stroke();
}
