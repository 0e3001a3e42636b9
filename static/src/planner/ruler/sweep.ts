// Runs the time shown from now to the end of what is forecast. It looks; it moves no clock.

import { signal } from "@preact/signals";
import { incidentNow, showMoment, shownAt, sweepTo } from "../../shared/clock";
import { AFTER_H, HOUR } from "./span";

/** Incident hours a second: two days in sixteen seconds, slow enough to follow a circle by eye. */
const HOURS_A_SECOND = 3;
export const sweeping = signal(false);

/** Begin from the moment shown, or stop where it is. */
export function toggleSweep(): void {
  sweeping.value = !sweeping.value;
  if (!sweeping.value) return showMoment(Math.round(shownAt.value / 60_000) * 60_000);
  performance.clearMeasures("storm-frame"); // what is kept is of the last run only
  const end = incidentNow.peek() + AFTER_H * HOUR;
  const from = shownAt.peek() < end - HOUR ? shownAt.peek() : incidentNow.peek();
  const began = performance.now();
  const step = (now: number) => {
    if (!sweeping.peek()) return;
    const at = from + ((now - began) / 1000) * HOURS_A_SECOND * HOUR;
    if (at >= end) {
      sweeping.value = false;
      return showMoment(Math.round(end / 60_000) * 60_000);
    }
    sweepTo(at);
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
}

/** Somebody took the time in hand. */
export function stopSweep(): void {
  sweeping.value = false;
}
