// Severity of the margin to a latest start: the shape goes with the colour, always.

export type Severity = "red" | "orange" | "yellow" | "blue" | "none";

export const SHAPE: Record<Severity, string> = {
  red: "◆",
  orange: "▲",
  yellow: "■",
  blue: "●",
  none: "",
};

const HOUR = 3600;

/** ◆ late · ▲ under 2 h · ■ under 6 h · nothing beyond. */
export function marginSeverity(marginS: number | null): Severity {
  if (marginS === null) return "none";
  if (marginS < 0) return "red";
  if (marginS < 2 * HOUR) return "orange";
  return marginS < 6 * HOUR ? "yellow" : "none";
}

/** How full a harbour or shelter is: yellow from 80 %, orange when full. */
export function fillSeverity(used: number, capacity: number): Severity {
  if (capacity <= 0 || used >= capacity) return "orange";
  return used >= 0.8 * capacity ? "yellow" : "none";
}
