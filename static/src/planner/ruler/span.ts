import { signal } from "@preact/signals";

export const HOUR = 3_600_000;
const ZONE_MS = 8 * HOUR;

/** Hours before and after the present that the ruler shows, and how far it was pushed aside. */
export const BEFORE_H = 12;
export const AFTER_H = 46;
export const pannedH = signal(0);

export interface Span {
  from: number;
  to: number;
  width: number;
}

/** The ruler's span at a present moment. It moves by whole ten minutes, so that marks stand. */
export function spanAt(now: number, width: number): Span {
  const base = Math.floor(now / (HOUR / 6)) * (HOUR / 6) + pannedH.value * HOUR;
  return { from: base - BEFORE_H * HOUR, to: base + AFTER_H * HOUR, width };
}

export const xOf = (ms: number, span: Span): number =>
  ((ms - span.from) / (span.to - span.from)) * span.width;
export const msOf = (x: number, span: Span): number =>
  span.from + (x / span.width) * (span.to - span.from);

/** Whether the line of the present would run through a text from `from` to `to` px. */
export const crosses = (from: number, to: number, nowX: number): boolean =>
  from < nowX + 2 && nowX - 2 < to;

/** Full hours of the local clock inside the span, every `step` hours. */
export function hours(span: Span, step: number): number[] {
  const found: number[] = [];
  const size = step * HOUR;
  for (
    let at = Math.ceil((span.from + ZONE_MS) / size) * size - ZONE_MS;
    at <= span.to;
    at += size
  ) {
    found.push(at);
  }
  return found;
}
