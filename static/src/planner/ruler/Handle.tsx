import { effect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { drawnAt, incidentNow, showMoment, shownAt, sweepTo } from "../../shared/clock";
import { clockTime } from "../../shared/format/moment";
import { say } from "../../shared/i18n/say";
import { HOUR, msOf, type Span, xOf } from "./span";
import { stopSweep } from "./sweep";

const SNAP_PX = 6;
const STEP_MS = HOUR / 6;
const atNow = () => drawnAt.value === shownAt.value;

/** The time handle: drag it to look at another moment, let it snap back to now. */
export function Handle({ span }: { span: Span }) {
  const handle = useRef<HTMLButtonElement>(null);
  useEffect(
    () =>
      effect(() => {
        if (handle.current !== null) handle.current.style.left = `${xOf(drawnAt.value, span)}px`;
      }),
    [span.from, span.width],
  );
  const move = (event: PointerEvent) => {
    const box = (event.currentTarget as HTMLElement).parentElement?.getBoundingClientRect();
    if (box === undefined) return;
    const share = (event.clientX - box.left) / box.width; // of the box: it may be enlarged
    const at = Math.max(0, Math.min(1, share)) * span.width;
    const isNow = Math.abs(at - xOf(incidentNow.value, span)) < SNAP_PX;
    if (isNow) showMoment(null);
    else sweepTo(Math.round(msOf(at, span) / 60_000) * 60_000);
  };
  return (
    <>
      <i class="now-line" style={{ left: `${xOf(incidentNow.value, span)}px` }} />
      <button
        type="button"
        class="handle num"
        role="slider"
        aria-label={say("ruler.handle")}
        aria-valuetext={clockTime(shownAt.value)}
        aria-valuenow={shownAt.value}
        ref={handle}
        onPointerDown={(event) => {
          stopSweep();
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerUp={() => !atNow() && showMoment(drawnAt.value)}
        onPointerMove={(event) => {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) move(event);
        }}
        onKeyDown={(event) => {
          const steps = { ArrowLeft: -1, ArrowRight: 1, PageDown: -6, PageUp: 6 }[event.key];
          if (steps !== undefined) stopSweep();
          if (steps !== undefined) showMoment(shownAt.value + steps * STEP_MS);
          if (event.key === "Home") showMoment(null);
        }}
      >
        <span>{clockTime(shownAt.value)}</span>
      </button>
    </>
  );
}
