// Hatched areas.

import { token } from "../../theme/theme";
import { drawn } from "./pen";

const SIZE = 8;

/** A 45° hatch that tiles; closer lines for what is worse. */
export function hatch(color: string, lines: number, width: number): ImageData {
  return drawn(SIZE, SIZE, ({ ctx }) => {
    ctx.strokeStyle = color;
    ctx.lineWidth = width;
    ctx.lineCap = "butt";
    const step = SIZE / lines;
    ctx.beginPath();
    for (let at = -SIZE; at < SIZE * 2; at += step) {
      ctx.moveTo(at - 1, SIZE + 1);
      ctx.lineTo(at + SIZE + 1, -1);
    }
    ctx.stroke();
  });
}

const RISK: Record<string, [number, number]> = {
  low: [1, 0.6],
  medium: [1, 0.9],
  high: [2, 0.7],
  very_high: [2, 1.1],
};

/** The pattern of a layer's value. */
export function patternOf(layer: string, value: string): ImageData | null {
  if (layer === "risk-areas") {
    const [lines, width] = RISK[value] ?? [1, 0.8];
    return hatch(token("t2"), lines, width);
  }
  if (layer === "scenic-areas") return hatch(token("t3"), 1, 1);
  return null;
}
