// Symbols of things on land: shelter houses and hazard slopes.

import { token } from "../../theme/theme";
import { doubleStroke, outline, type Pen } from "./pen";

type Points = [number, number][];

const HOUSE: Points = [
  [9, 2.5],
  [16, 8],
  [16, 15.5],
  [2, 15.5],
  [2, 8],
];
const BODY_TOP = 8;
const BODY_BOTTOM = 15.5;

/** A shelter: dashed on standby, filled from below when open, roof orange when full. */
export function shelter(pen: Pen, status: string): void {
  const { ctx } = pen;
  outline(ctx, HOUSE);
  ctx.fillStyle = pen.paper;
  ctx.fill();
  if (status === "standby" || status === "preparing" || status === "closed") {
    return dashedHouse(pen, status === "closed" ? pen.dim : pen.ink, status === "preparing");
  }
  if (status === "unavailable") return crossedHouse(pen);
  const [level, roof] = fillOf(status);
  outline(ctx, HOUSE);
  doubleStroke(pen, 1.4);
  fillHouse(pen, level, roof);
}

/** Share that is taken, and the roof's colour: yellow from four fifths, orange when full. */
function fillOf(status: string): [number, string | null] {
  if (status === "full") return [1, token("orange")];
  const fifths = Number(status.split("-")[1] ?? 2);
  if (fifths >= 5) return [1, token("orange")];
  return [fifths / 5, fifths >= 4 ? token("yellow") : null];
}

function dashedHouse(pen: Pen, color: string, half: boolean): void {
  const { ctx } = pen;
  outline(ctx, HOUSE);
  ctx.strokeStyle = pen.paper;
  ctx.lineWidth = 3.4;
  ctx.stroke();
  ctx.setLineDash(half ? [4, 1.6] : [1.8, 2.2]);
  ctx.strokeStyle = color;
  ctx.lineWidth = 1.3;
  ctx.stroke();
  ctx.setLineDash([]);
}

function crossedHouse(pen: Pen): void {
  const { ctx } = pen;
  outline(ctx, HOUSE);
  doubleStroke(pen, 1.3);
  ctx.beginPath();
  ctx.moveTo(6, 8.5);
  ctx.lineTo(12, 13.5);
  ctx.moveTo(12, 8.5);
  ctx.lineTo(6, 13.5);
  ctx.lineWidth = 1.3;
  ctx.strokeStyle = pen.ink;
  ctx.stroke();
}

function fillHouse(pen: Pen, level: number, roof: string | null): void {
  const { ctx } = pen;
  const top = BODY_BOTTOM - (BODY_BOTTOM - BODY_TOP) * Math.max(level, 0.12);
  ctx.fillStyle = pen.ink;
  ctx.fillRect(2, top, 14, BODY_BOTTOM - top);
  if (roof === null) return;
  outline(ctx, [
    [9, 2.5],
    [16, 8],
    [2, 8],
  ]);
  ctx.fillStyle = roof;
  ctx.fill();
}

const GRADE_BARS: Record<string, number> = { small: 1, medium: 2, large: 3, extra_large: 4 };

/** A slope with its slip line; bars below count the threat grade 小/中/大/特大. */
export function hazardPoint(pen: Pen, grade: string): void {
  const { ctx } = pen;
  outline(ctx, [
    [3, 1.8],
    [5.4, 3],
    [8, 6.6],
    [12, 9.4],
    [16.4, 12.6],
    [3, 12.6],
  ]);
  ctx.fillStyle = pen.paper;
  ctx.fill();
  doubleStroke(pen, 1.3);
  ctx.beginPath();
  ctx.moveTo(5.2, 6);
  ctx.quadraticCurveTo(7, 10.4, 12.4, 11.2);
  ctx.lineWidth = 1;
  ctx.strokeStyle = pen.ink;
  ctx.stroke();
  bars(pen, GRADE_BARS[grade] ?? 1);
}

function bars(pen: Pen, count: number): void {
  const { ctx } = pen;
  ctx.fillStyle = pen.paper;
  ctx.fillRect(2, 14, count * 3.6 + 1, 3.8);
  ctx.fillStyle = pen.ink;
  for (let i = 0; i < count; i += 1) ctx.fillRect(3 + i * 3.6, 14.9, 2.6, 2);
}
