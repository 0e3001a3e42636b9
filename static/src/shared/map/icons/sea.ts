// Symbols of things at sea: harbours with their staff gauge, hulls.

import { doubleStroke, outline, type Pen } from "./pen";

/** A harbour: the staff gauge of a sea dyke, as tall as its grade. */
export function harbour(pen: Pen, level: string): void {
  if (level === "anchorage") return anchor(pen);
  if (level === "ferry") return ferryPier(pen);
  const ticks = { central: 5, first: 4, second: 3, third: 2 }[level] ?? 2;
  gauge(pen, ticks);
}

function gauge(pen: Pen, ticks: number): void {
  const { ctx } = pen;
  const step = 3;
  const height = ticks * step + 1.6;
  const top = 17 - height;
  ctx.fillStyle = pen.paper;
  ctx.fillRect(5, top - 1, 8, height + 2);
  ctx.fillStyle = pen.ink;
  ctx.fillRect(6, top, 2, height);
  for (let i = 0; i <= ticks; i += 1) {
    ctx.fillRect(6, top + i * step, i % 2 === 0 ? 6 : 4, 1.4);
  }
}

function anchor(pen: Pen): void {
  const { ctx } = pen;
  ctx.beginPath();
  ctx.arc(9, 4.2, 1.7, 0, Math.PI * 2);
  ctx.moveTo(9, 6);
  ctx.lineTo(9, 15.4);
  ctx.moveTo(6.2, 8.2);
  ctx.lineTo(11.8, 8.2);
  ctx.moveTo(3.4, 11);
  ctx.quadraticCurveTo(4.2, 15.6, 9, 15.6);
  ctx.quadraticCurveTo(13.8, 15.6, 14.6, 11);
  doubleStroke(pen, 1.3);
}

function ferryPier(pen: Pen): void {
  const { ctx } = pen;
  outline(ctx, [
    [2.6, 10.6],
    [15.4, 10.6],
    [13.6, 15],
    [4.4, 15],
  ]);
  ctx.fillStyle = pen.paper;
  ctx.fill();
  doubleStroke(pen, 1.3);
  outline(ctx, [
    [5.6, 10.6],
    [5.6, 6.4],
    [12.4, 6.4],
    [12.4, 10.6],
  ]);
  doubleStroke(pen, 1.3);
  ctx.beginPath();
  ctx.moveTo(9, 6.2);
  ctx.lineTo(9, 3.2);
  doubleStroke(pen, 1.3);
}

/** Plan view of a hull, bow up, inside ±1. */
const HULLS: Record<string, [number, number][]> = {
  merchant: [
    [0, -1.25],
    [0.42, -0.7],
    [0.42, 1.2],
    [-0.42, 1.2],
    [-0.42, -0.7],
  ],
  works: [
    [-0.62, -0.62],
    [0.62, -0.62],
    [0.62, 0.62],
    [-0.62, 0.62],
  ],
};

/** Trace a hull of half-length `r` around the origin. */
export function traceHull(ctx: CanvasRenderingContext2D, kind: string, r: number): void {
  const corners = HULLS[kind];
  if (corners !== undefined) {
    outline(
      ctx,
      corners.map(([x, y]) => [x * r, y * r]),
    );
    return;
  }
  ctx.beginPath();
  ctx.moveTo(0, -1.15 * r);
  ctx.bezierCurveTo(0.5 * r, -0.75 * r, 0.68 * r, -0.1 * r, 0.55 * r, 0.95 * r);
  ctx.lineTo(0, 0.72 * r);
  ctx.lineTo(-0.55 * r, 0.95 * r);
  ctx.bezierCurveTo(-0.68 * r, -0.1 * r, -0.5 * r, -0.75 * r, 0, -1.15 * r);
  ctx.closePath();
}

/** What tells one kind from another on a hull's deck. */
export function deckMark(
  ctx: CanvasRenderingContext2D,
  kind: string,
  r: number,
  color: string,
): void {
  ctx.fillStyle = color;
  if (kind === "carrier") ctx.fillRect(-0.45 * r, -0.05 * r, 0.9 * r, 0.26 * r);
  if (kind === "passenger") ctx.fillRect(-0.22 * r, -0.25 * r, 0.44 * r, 0.44 * r);
  if (kind === "leisure") {
    ctx.beginPath();
    ctx.arc(0, 0, 0.2 * r, 0, Math.PI * 2);
    ctx.fill();
  }
}

/** A hull as a legend symbol. */
export function vessel(pen: Pen, kind: string): void {
  const { ctx } = pen;
  ctx.translate(9, 9);
  if (kind === "net_buoy") return buoy(pen);
  ctx.rotate(Math.PI / 5);
  traceHull(ctx, kind, 6);
  if (kind === "merchant" || kind === "unknown") {
    doubleStroke(pen, 1.1, kind === "unknown" ? pen.dim : pen.ink);
    return;
  }
  ctx.fillStyle = pen.ink;
  ctx.fill();
  deckMark(ctx, kind, 6, pen.paper);
}

/** A hull by where it is and how old its position: solid, short dash, hollow, dashed and ringed. */
export function vesselState(pen: Pen, state: string): void {
  const { ctx } = pen;
  ctx.translate(9, 9);
  ctx.rotate(Math.PI / 5);
  if (state === "in_port") {
    ctx.beginPath();
    for (const x of [-4, 0, 4]) {
      ctx.moveTo(x, -2.6);
      ctx.lineTo(x, 2.6);
    }
    return doubleStroke(pen, 1.3, pen.dim);
  }
  traceHull(ctx, "fishing", state === "lost" ? 4 : 6);
  if (state === "at_sea") {
    ctx.fillStyle = pen.ink;
    return ctx.fill();
  }
  if (state === "lost") ctx.setLineDash([1.6, 1.6]);
  doubleStroke(pen, 1.1);
  if (state !== "lost") return;
  ctx.beginPath();
  ctx.arc(0, 0, 7.6, 0, Math.PI * 2);
  doubleStroke(pen, 0.9, pen.dim);
}

function buoy(pen: Pen): void {
  const { ctx } = pen;
  ctx.beginPath();
  ctx.moveTo(-2.4, -2.4);
  ctx.lineTo(2.4, 2.4);
  ctx.moveTo(2.4, -2.4);
  ctx.lineTo(-2.4, 2.4);
  doubleStroke(pen, 1.1, pen.dim);
}
