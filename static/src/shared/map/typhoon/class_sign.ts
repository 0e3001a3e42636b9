// The dot of a storm's class: colour, size, and arms that are counted. Nobody needs the colour.

import { token } from "../../theme/theme";
import { drawn, type Pen } from "../icons/pen";

export const CLASSES = ["TD", "TS", "STS", "TY", "STY", "SuperTY"] as const;
const SIZE = 28;
const LIGHTEST_RADIUS = 4;
const RADIUS_STEP = 0.25;

/** Arms of a class: none for a depression, one more with each class above it. */
export const armsOf = (strength: string): number =>
  Math.max(0, CLASSES.indexOf(strength as (typeof CLASSES)[number]));

/** Image name of a class: `storm-class-TY` observed, `storm-class-TY-ahead` forecast. */
export const classImage = (strength: string, ahead: boolean): string =>
  `storm-class-${strength === "" ? "none" : strength}${ahead ? "-ahead" : ""}`;

/** Draw a class by the name that `classImage` gives. */
export function classSign(name: string): ImageData {
  const [strength = "none", ahead] = name.replace("storm-class-", "").split("-");
  const known = armsOf(strength) >= 0 && CLASSES.some((each) => each === strength);
  const color = token(known ? `class-${strength.toLowerCase()}` : "t3");
  return drawn(SIZE, SIZE, (pen) => sign(pen, armsOf(strength), color, ahead !== undefined));
}

function sign({ ctx }: Pen, arms: number, color: string, hollow: boolean): void {
  const radius = LIGHTEST_RADIUS + RADIUS_STEP * arms;
  ctx.translate(SIZE / 2, SIZE / 2);
  const passes: [string, number][] = [
    [token("symbol-outer"), 3],
    [token("symbol-edge"), 1.6],
  ];
  for (const [ink, width] of passes) {
    ctx.strokeStyle = ink;
    body(ctx, radius);
    ctx.lineWidth = width;
    ctx.stroke();
    spurs(ctx, arms, radius, width + 1.2);
  }
  ctx.strokeStyle = color;
  spurs(ctx, arms, radius, 1.9);
  body(ctx, radius);
  ctx.fillStyle = hollow ? token("sea-1") : color;
  ctx.fill();
  if (!hollow) return;
  ctx.lineWidth = 2;
  body(ctx, radius - 0.6);
  ctx.stroke();
}

function body(ctx: CanvasRenderingContext2D, radius: number): void {
  ctx.beginPath();
  ctx.arc(0, 0, radius, 0, Math.PI * 2);
}

/** Arms swept anticlockwise, as the wind of the northern hemisphere. */
function spurs(ctx: CanvasRenderingContext2D, arms: number, radius: number, width: number): void {
  ctx.lineWidth = width;
  for (let arm = 0; arm < arms; arm += 1) {
    const turn = (arm / arms) * Math.PI * 2 - Math.PI / 2;
    const at = (away: number, sweep: number): [number, number] => [
      Math.cos(turn + sweep) * away,
      Math.sin(turn + sweep) * away,
    ];
    ctx.beginPath();
    ctx.moveTo(...at(radius, 0));
    ctx.quadraticCurveTo(...at(radius + 3.6, -0.02), ...at(radius + 5.4, -0.66));
    ctx.stroke();
  }
}
