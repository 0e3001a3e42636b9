import { showMoment, shownAt } from "../../shared/clock";
import { shortMoment } from "../../shared/format/moment";
import { decimal } from "../../shared/format/number";
import { inLanguage } from "../../shared/i18n/language";
import { say } from "../../shared/i18n/say";
import { highWaters, stormEvents, tide } from "../state/storm";
import { eventName } from "../storm/EventList";
import { AXIS_Y } from "./Axis";
import { type Span, xOf } from "./span";

const ON_RULER = new Set(["line_crossed", "landfall", "recurvature", "stall", "loop"]);
const LABEL_Y = 92;
const CHAR_PX = 12;
const WATER_Y = 99;
const WATER_PX = 14;

/** Below the axis, with the wind: the storm's own moments and the high waters. */
export function StormMarks({ span }: { span: Span }) {
  return (
    <>
      <Events span={span} />
      <Waters span={span} />
    </>
  );
}

/** One mark an hour and kind: agencies that agree are one happening on a ruler. */
function happenings(span: Span) {
  const found = new Map<string, { ms: number; name: string; text: string; expected: boolean }>();
  for (const event of stormEvents.value) {
    const ms = Date.parse(event.valid_at);
    if (!ON_RULER.has(event.kind) || ms < span.from || ms > span.to) continue;
    const key = `${event.kind}${Math.round(ms / 10_800_000)}`;
    if (found.has(key)) continue;
    const text = `${event.agency} ${inLanguage(event.text)}`;
    const hours = event.figures["hours"];
    const line = typeof hours === "number" ? `${hours}h ` : "";
    const name = line + eventName(event.kind);
    found.set(key, { ms, name, text, expected: event.expected === true });
  }
  return [...found.values()].sort((a, b) => a.ms - b.ms);
}

function Events({ span }: { span: Span }) {
  let free = Number.NEGATIVE_INFINITY;
  return (
    <>
      {happenings(span).map(({ ms, name, text, expected }) => {
        const x = xOf(ms, span);
        const fits = x > free;
        if (fits) free = x + name.length * CHAR_PX + 14;
        return (
          // The event list in the panel is the same by keyboard.
          // biome-ignore lint/a11y/noStaticElementInteractions: see above
          <g key={name + ms} class="storm-mark" onClick={() => showMoment(ms)}>
            <title>{`${shortMoment(ms, shownAt.value)} ${text}`}</title>
            <line x1={x} x2={x} y1={AXIS_Y} y2={LABEL_Y} data-expected={expected} />
            <path d={`M${x} ${AXIS_Y - 4}l4 4-4 4-4-4z`} data-expected={expected} />
            {fits && (
              <text x={x + 5} y={LABEL_Y}>
                {name}
              </text>
            )}
          </g>
        );
      })}
    </>
  );
}

/** The tide of the first station as a line, its high waters as dots: others would say the same. */
function Waters({ span }: { span: Span }) {
  const told = tide.value;
  if (told === null) return null;
  const inside = told.points.filter(({ ms }) => ms >= span.from && ms <= span.to);
  if (inside.length < 2) return null;
  const levels = inside.map(({ value }) => value);
  const low = Math.min(...levels);
  const range = Math.max(...levels) - low || 1;
  const y = (value: number) => WATER_Y - ((value - low) / range) * WATER_PX;
  const path = inside.map(({ ms, value }) => `${xOf(ms, span).toFixed(1)} ${y(value).toFixed(1)}`);
  const highs = highWaters.value.filter(
    ({ station, ms }) => station === told.station && ms >= span.from && ms <= span.to,
  );
  return (
    <g class="water-mark">
      <title>{told.station}</title>
      <path d={`M${path.join("L")}`} />
      {highs.map((each) => (
        <g key={each.ms}>
          <title>
            {`${say("ruler.highWater")} ${each.station} ${shortMoment(each.ms, shownAt.value)} ${decimal(each.value, 2)}\u2009${each.unit}`}
          </title>
          <circle cx={xOf(each.ms, span)} cy={y(each.value)} r="3" />
        </g>
      ))}
    </g>
  );
}
