import { computed, signal } from "@preact/signals";
import type { Incident } from "./api/types";

/** How the incident's moment follows from the real one. */
export interface ClockAnchor {
  realMs: number;
  incidentMs: number;
  rate: number;
}

/** The incident's moment at a real moment (both unix ms). */
export function incidentAt(anchor: ClockAnchor, realMs: number): number {
  return anchor.incidentMs + (realMs - anchor.realMs) * anchor.rate;
}

const anchor = signal<ClockAnchor>({ realMs: Date.now(), incidentMs: Date.now(), rate: 1 });
const frozenAt = signal<number | null>(null);
const shown = signal<number | null>(null);

/** Real time at the last beat, four a second. */
export const realNow = signal(Date.now());

/** The incident's present moment; stands still while the link is lost. */
export const incidentNow = computed(
  () => frozenAt.value ?? incidentAt(anchor.value, realNow.value),
);

/** Whole seconds of it, for what need not change four times a second. */
export const incidentSecond = computed(() => Math.floor(incidentNow.value / 1000) * 1000);

/** The moment the screen shows: the present one unless someone looks elsewhere. */
export const shownAt = computed(() => shown.value ?? incidentSecond.value);
export const following = computed(() => shown.value === null);
export const rate = computed(() => anchor.value.rate);

const sweeping = signal<number | null>(null);

/** The moment the map draws: ahead of the words while the time is dragged or played. */
export const drawnAt = computed(() => sweeping.value ?? shownAt.value);

/** Look at another moment; null follows the present again. */
export function showMoment(ms: number | null): void {
  sweeping.value = null;
  shown.value = ms;
}

const WORDS_MS = 120;
let toldAt = 0;

/** Look at another moment many times a second: the map follows each time, words now and then. */
export function sweepTo(ms: number): void {
  sweeping.value = ms;
  const now = performance.now();
  if (now - toldAt < WORDS_MS) return;
  toldAt = now;
  shown.value = ms;
}

/** Take the clock of `GET /incident`; its own `real_at` corrects this machine's clock. */
export function takeClock(incident: Incident): void {
  setAnchor(Date.parse(incident.incident_at), incident.clock.rate);
}

/** The incident stands at `incidentMs` now and runs at `speed`. */
export function setAnchor(incidentMs: number, speed: number): void {
  anchor.value = { realMs: Date.now(), incidentMs, rate: speed };
}

/** A tick told the incident's moment: follow it without jumping for less than a beat. */
export function correct(incidentMs: number, speed: number): void {
  const own = incidentAt(anchor.value, Date.now());
  const tolerance = Math.max(1500, Math.abs(speed) * 1000);
  if (anchor.value.rate !== speed || Math.abs(own - incidentMs) > tolerance) {
    setAnchor(incidentMs, speed);
  }
}

/** Stop all clocks while nothing is heard, and go on afterwards. */
export function freeze(yes: boolean): void {
  frozenAt.value = yes ? (frozenAt.peek() ?? incidentNow.peek()) : null;
}

/** Let the clock tick; returns what stops it. */
export function startClock(): () => void {
  const timer = setInterval(() => {
    realNow.value = Date.now();
  }, 250);
  return () => clearInterval(timer);
}
