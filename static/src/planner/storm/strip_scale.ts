// The strip chart's geometry: wind over time at one place. Pure, so that it can be checked.

import type { Strip } from "../../shared/api/wind_types";

export interface Frame {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export interface Scale {
  from: number;
  to: number;
  topMs: number;
  x: (ms: number) => number;
  y: (windMs: number) => number;
}

const LEAST_TOP_MS = 28;
const HEADROOM = 1.08;

/** Where moments and winds stand; null for a strip without any wind. */
export function scaleOf(strip: Strip, frame: Frame): Scale | null {
  const times = strip.at.map((each) => Date.parse(each));
  const from = times[0];
  const to = times.at(-1);
  const { likely, p90 } = strip.wind_ms;
  const winds = [...likely, ...p90].filter((each) => each !== null);
  if (from === undefined || to === undefined || to <= from || winds.length === 0) return null;
  const topMs = Math.max(LEAST_TOP_MS, Math.max(...winds) * HEADROOM);
  const wide = frame.width - frame.left - frame.right;
  const high = frame.height - frame.top - frame.bottom;
  return {
    from,
    to,
    topMs,
    x: (ms) => frame.left + ((ms - from) / (to - from)) * wide,
    y: (windMs) => frame.top + (1 - windMs / topMs) * high,
  };
}

type Figures = readonly (number | null)[];

/** A line through the moments that have a figure; a gap stays a gap. */
export function linePath(strip: Strip, figures: Figures, scale: Scale): string {
  let pen = "M";
  let path = "";
  figures.forEach((wind, index) => {
    const at = strip.at[index];
    if (wind === null || at === undefined) {
      pen = "M";
      return;
    }
    path += `${pen}${scale.x(Date.parse(at)).toFixed(1)} ${scale.y(wind).toFixed(1)}`;
    pen = "L";
  });
  return path;
}

/** The area between the low and the high figure, piece by piece where both are there. */
export function bandPath(strip: Strip, scale: Scale): string {
  const { p10, p90 } = strip.wind_ms;
  let path = "";
  let piece: number[] = [];
  const close = () => {
    if (piece.length > 1) path += around(piece, strip, scale);
    piece = [];
  };
  strip.at.forEach((_, index) => {
    if (present(p10[index]) && present(p90[index])) piece.push(index);
    else close();
  });
  close();
  return path;
}

const present = (value: number | null | undefined): value is number =>
  value !== null && value !== undefined;

function around(piece: number[], strip: Strip, scale: Scale): string {
  const corner = (index: number, figures: Figures) => {
    const x = scale.x(Date.parse(strip.at[index] ?? "")).toFixed(1);
    return `${x} ${scale.y(figures[index] ?? 0).toFixed(1)}`;
  };
  const over = piece.map((index) => corner(index, strip.wind_ms.p90));
  const back = [...piece].reverse().map((index) => corner(index, strip.wind_ms.p10));
  return `M${[...over, ...back].join("L")}Z`;
}

/** The figures nearest to a moment; null outside the strip. */
export function figuresAt(
  strip: Strip,
  ms: number,
): { likely: number | null; p10: number | null; p90: number | null } | null {
  const times = strip.at.map((each) => Date.parse(each));
  const first = times[0];
  const last = times.at(-1);
  if (first === undefined || last === undefined || ms < first || ms > last) return null;
  let best = 0;
  times.forEach((each, index) => {
    if (Math.abs(each - ms) < Math.abs((times[best] ?? 0) - ms)) best = index;
  });
  const { likely, p10, p90 } = strip.wind_ms;
  return { likely: likely[best] ?? null, p10: p10[best] ?? null, p90: p90[best] ?? null };
}

const LABEL_PX = 13;

/** Which of the labels at these heights have room, the first (the lowest force) going before. */
export function roomy(heights: readonly number[]): boolean[] {
  const taken: number[] = [];
  return heights.map((y) => {
    const free = taken.every((other) => Math.abs(other - y) >= LABEL_PX);
    if (free) taken.push(y);
    return free;
  });
}
