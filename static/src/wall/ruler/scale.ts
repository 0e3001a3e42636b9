// The ruler of time: a moment's place on a strip that runs from a little before now.

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
const BEFORE_H = 3;
const AHEAD_H = 44;

export interface Span {
  from: number;
  to: number;
}

/** The strip's span, moved on in whole hours so that ticks do not crawl. */
export function spanAround(now: number): Span {
  const hour = Math.floor(now / HOUR_MS) * HOUR_MS;
  return { from: hour - BEFORE_H * HOUR_MS, to: hour + AHEAD_H * HOUR_MS };
}

/** Share of the strip's width at a moment, 0 to 1. */
export const shareAt = (span: Span, ms: number): number => (ms - span.from) / (span.to - span.from);

/** Places of flags along the strip, each as near to its moment as the one before allows, none beyond
 * the edges. `moments` ascend. */
export function flagShares(moments: readonly number[], width: number): number[] {
  const last = 1 - width / 2;
  let free = width / 2;
  const shares = moments.map((moment) => {
    const share = Math.max(moment, free);
    free = share + width;
    return share;
  });
  let limit = last;
  for (let i = shares.length - 1; i >= 0 && (shares[i] ?? 0) > limit; i -= 1) {
    shares[i] = limit;
    limit -= width;
  }
  return shares;
}

/** Every full hour on the strip. */
export function hoursOf(span: Span): number[] {
  const first = Math.ceil(span.from / HOUR_MS);
  const last = Math.floor(span.to / HOUR_MS);
  return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * HOUR_MS);
}
