import { shownAt } from "../../shared/clock";
import { marginSeverity } from "../../shared/format/severity";
import { selectZone } from "../acts";
import { selectedZoneId, startOf, zonesByStart } from "../store";
import { AXIS_Y } from "./Axis";
import { type Span, xOf } from "./span";

const SIZE = 18;

/** Each zone's latest start, with its number. */
export function Deadlines({ span }: { span: Span }) {
  let free = Number.NEGATIVE_INFINITY;
  return (
    <>
      {zonesByStart.value.map((zone) => {
        const at = startOf(zone);
        if (!Number.isFinite(at)) return null;
        const line = Math.max(SIZE / 2, Math.min(span.width - SIZE / 2, xOf(at, span)));
        const x = Math.max(line, free + SIZE + 2);
        free = x;
        const severity = marginSeverity((at - shownAt.value) / 1000);
        return (
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
