// Severity of the margin to a latest start: the shape goes with the colour, always.

import { NEAR_H, SHAPES, SOON_H } from "./urgency";

export type Severity = "red" | "orange" | "yellow" | "blue" | "none";

export const SHAPE: Record<Severity, string> = { ...SHAPES, blue: "●", none: "" };

const HOUR = 3600;

/** By the steps of app/configuration/urgency.py. */
export function marginSeverity(marginS: number | null): Severity {
  if (marginS === null) return "none";
  if (marginS < 0) return "red";
  if (marginS < SOON_H * HOUR) return "orange";
  return marginS < NEAR_H * HOUR ? "yellow" : "none";
}

/** How full a harbour or shelter is: yellow from 80 %, orange when full. */
export function fillSeverity(used: number, capacity: number): Severity {
  if (capacity <= 0 || used >= capacity) return "orange";
  return used >= 0.8 * capacity ? "yellow" : "none";
}
