import type { Zone } from "../../shared/api/zone_types";
import { shownAt } from "../../shared/clock";
import { marginSeverity } from "../../shared/format/severity";
import { startOf, zonesByStart } from "../../shared/incident/store";
import { selectedZoneId } from "../state/store";
import { selectZone } from "../zones/acts";
import { AXIS_Y } from "./Axis";
import { type Span, xOf } from "./span";

export const SIZE = 18;

interface Place {
  zone: Zone;
  at: number;
  /** Where the latest start is, and where its plate found room. */
  line: number;
  x: number;
}

/** Plates side by side, each as near to its moment as the one before allows. */
export function deadlinePlaces(span: Span): Place[] {
  let free = Number.NEGATIVE_INFINITY;
  return zonesByStart.value.flatMap((zone) => {
    const at = startOf(zone);
    if (!Number.isFinite(at)) return [];
    const line = Math.max(SIZE / 2, Math.min(span.width - SIZE / 2, xOf(at, span)));
    const x = Math.max(line, free + SIZE + 2);
    free = x;
    return [{ zone, at, line, x }];
  });
}

/** Each zone's latest start, with its number. */
export function Deadlines({ span }: { span: Span }) {
  return (
    <>
      {deadlinePlaces(span).map(({ zone, at, line, x }) => {
        const severity = marginSeverity((at - shownAt.value) / 1000);
        return (
          // The zone list is the same choice by keyboard.
          // biome-ignore lint/a11y/noStaticElementInteractions: see above
          <g
            key={zone.zone_id}
            class={`deadline deadline-${severity}`}
            data-selected={zone.zone_id === selectedZoneId.value}
            onClick={() => selectZone(zone.zone_id)}
          >
            <line x1={line} x2={line} y1={SIZE + 20} y2={AXIS_Y} />
            <rect x={x - SIZE / 2} y="20" width={SIZE} height={SIZE} />
            <text x={x} y="33.5">
              {zone.number}
            </text>
          </g>
        );
      })}
    </>
  );
}
