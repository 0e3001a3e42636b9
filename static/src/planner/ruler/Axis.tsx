import { incidentNow } from "../../shared/clock";
import { clockTime, dayText, localTime } from "../../shared/format/moment";
import { sunDay } from "../../shared/format/sun";
import { crosses, HOUR, hours, type Span, xOf } from "./span";

export const AXIS_Y = 58;
const SEAT = { lon: 122.2, lat: 30 };

/** Night shading, the axis with past solid, ticks and hours. */
export function Axis({ span }: { span: Span }) {
  const now = Math.max(0, Math.min(span.width, xOf(incidentNow.value, span)));
  return (
    <>
      <Nights span={span} />
      <line x1="0" x2={span.width} y1={AXIS_Y} y2={AXIS_Y} class="axis-ahead" />
      <line x1="0" x2={now} y1={AXIS_Y} y2={AXIS_Y} class="axis-past" />
      {hours(span, 1).map((at) => (
        <Tick key={at} at={at} span={span} />
      ))}
    </>
  );
}

function Nights({ span }: { span: Span }) {
  const nights: { from: number; to: number }[] = [];
  for (let at = span.from - 24 * HOUR; at < span.to + 24 * HOUR; at += 24 * HOUR) {
    const today = sunDay(at, SEAT.lon, SEAT.lat);
    const tomorrow = sunDay(at + 24 * HOUR, SEAT.lon, SEAT.lat);
    nights.push({ from: xOf(today.setMs, span), to: xOf(tomorrow.riseMs, span) });
  }
  return (
    <>
      {nights.map((night) => (
        <rect
          key={night.from}
          x={night.from}
          y="0"
          width={night.to - night.from}
          height="128"
          class="night"
        />
      ))}
    </>
  );
}

function Tick({ at, span }: { at: number; span: Span }) {
  const { hour } = localTime(at);
  const x = xOf(at, span);
  const major = hour % 6 === 0;
  const half = hour === 0 ? 36 : 18;
  return (
    <>
      <line
        x1={x}
        x2={x}
        y1={AXIS_Y - (major ? 5 : 3)}
        y2={AXIS_Y + (major ? 6 : 0)}
        class="tick"
      />
      {major && !crosses(x - half, x + half, xOf(incidentNow.value, span)) && (
        <text x={x} y={AXIS_Y + 18} class={hour === 0 ? "hour day" : "hour"}>
          {hour === 0 ? `${dayText(at)} 00:00` : clockTime(at)}
        </text>
      )}
    </>
  );
}
