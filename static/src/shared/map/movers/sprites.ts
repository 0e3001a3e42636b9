// The atlas of hulls: one row a kind, one column an evidence (solid, hollow, dashed, dim, port…).

import { KINDS } from "../../live/movers";
import { token } from "../../theme/theme";
import { deckMark, traceHull } from "../icons/sea";

/** Columns of the atlas. Fill tells the margin, the line tells the age. */
export const Look = {
  SOLID: 0,
  HOLLOW: 1,
  LOST: 2,
  DIM: 3,
  PORT: 4,
  SUSPECT: 5,
  HIGH_RISK: 6,
  HIGH_RISK_HOLLOW: 7,
} as const;
export const LOOKS = 8;
export const CELL = 64;
const R = 16;

/** Draw the atlas in the theme in force. */
export function hullAtlas(): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = CELL * LOOKS;
  canvas.height = CELL * KINDS.length;
  const ctx = canvas.getContext("2d");
  if (ctx === null) throw new Error("this browser has no 2D canvas");
  ctx.lineJoin = "round";
  KINDS.forEach((kind, row) => {
    for (let look = 0; look < LOOKS; look += 1) {
      ctx.save();
      ctx.translate((look + 0.5) * CELL, (row + 0.5) * CELL);
      paintHull(ctx, kind, look);
      ctx.restore();
    }
  });
  return canvas;
}

function paintHull(ctx: CanvasRenderingContext2D, kind: string, look: number): void {
  const ink = token("t1");
  const dim = token("t3");
  const paper = token("sea-1");
  if (kind === "net_buoy") return paintBuoy(ctx, dim);
  if (look === Look.PORT) return paintInPort(ctx, dim);
  if (look === Look.SUSPECT) return paintSuspect(ctx, dim);
  if (look === Look.LOST) return paintLost(ctx, kind, ink, paper);
  const outlineOnly = kind === "merchant" || kind === "unknown";
  const hollow = look === Look.HOLLOW || look === Look.HIGH_RISK_HOLLOW || outlineOnly;
  const color = look === Look.DIM || outlineOnly ? dim : ink;
  traceHull(ctx, kind, R);
  edge(ctx, paper, hollow ? 7 : 5);
  if (hollow) {
    ctx.fillStyle = paper;
    ctx.fill();
    edge(ctx, color, 3);
  } else {
    ctx.fillStyle = color;
    ctx.fill();
  }
  deckMark(ctx, kind, R, hollow ? color : paper);
  if (look === Look.HIGH_RISK || look === Look.HIGH_RISK_HOLLOW) sternDots(ctx, color);
}

function edge(ctx: CanvasRenderingContext2D, color: string, width: number): void {
  ctx.strokeStyle = color;
  ctx.lineWidth = width;
  ctx.stroke();
}

function paintLost(ctx: CanvasRenderingContext2D, kind: string, ink: string, paper: string): void {
  traceHull(ctx, kind, R * 0.8);
  ctx.fillStyle = paper;
  ctx.fill();
  ctx.setLineDash([4, 4]);
  edge(ctx, ink, 2.6);
  ctx.beginPath();
  ctx.arc(0, 0, R * 1.7, 0, Math.PI * 2);
  ctx.setLineDash([5, 5]);
  ctx.globalAlpha = 0.7;
  edge(ctx, ink, 2);
}

function paintInPort(ctx: CanvasRenderingContext2D, dim: string): void {
  ctx.lineCap = "round";
  ctx.beginPath();
  ctx.moveTo(R * 0.2, -R * 0.6);
  ctx.lineTo(-R * 0.2, R * 0.6);
  ctx.globalAlpha = 0.6;
  edge(ctx, dim, 3.6);
}

function paintSuspect(ctx: CanvasRenderingContext2D, dim: string): void {
  ctx.setLineDash([5, 5]);
  ctx.beginPath();
  ctx.arc(0, 0, R * 0.8, 0, Math.PI * 2);
  edge(ctx, dim, 2.6);
  ctx.setLineDash([]);
  ctx.beginPath();
  ctx.moveTo(-R * 0.55, R * 0.55);
  ctx.lineTo(R * 0.55, -R * 0.55);
  edge(ctx, dim, 2.6);
}

function paintBuoy(ctx: CanvasRenderingContext2D, dim: string): void {
  ctx.beginPath();
  ctx.moveTo(-R * 0.4, -R * 0.4);
  ctx.lineTo(R * 0.4, R * 0.4);
  ctx.moveTo(R * 0.4, -R * 0.4);
  ctx.lineTo(-R * 0.4, R * 0.4);
  edge(ctx, dim, 2.4);
}

function sternDots(ctx: CanvasRenderingContext2D, color: string): void {
  ctx.fillStyle = color;
  for (const side of [-1, 1]) {
    ctx.beginPath();
    ctx.arc(side * R * 0.34, R * 1.32, R * 0.2, 0, Math.PI * 2);
    ctx.fill();
  }
}
