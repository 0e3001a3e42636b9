import { incidentNow } from "../../shared/clock";
import { clockTime, millis, shortMoment } from "../../shared/format/moment";
import { sunDay } from "../../shared/format/sun";
import { say } from "../../shared/i18n/say";
import { bulletins, incident } from "../../shared/incident/store";
import { highWaters, tide } from "../state/storm";
import { AXIS_Y } from "./Axis";
import { deadlinePlaces, SIZE } from "./Deadlines";
import { crosses, HOUR, type Span, xOf } from "./span";

interface Mark {
  at: number;
  text: string;
}
const ROMAN = ["", "I", "II", "III", "IV"];
const GAP_PX = 6;
const CHAR_PX = 11;

/** What is known of the day: response, next bulletin, sunset and sunrise. */
export function Marks({ span }: { span: Span }) {
  let free = Number.NEGATIVE_INFINITY;
  const plates = deadlinePlaces(span).map((place) => place.x);
  return (
    <>
      {marks(span).map(({ at, text }) => {
        const x = xOf(at, span);
        const end = x + text.length * CHAR_PX + GAP_PX;
        const fits =
          x > free &&
          !crosses(x, end, xOf(incidentNow.value, span)) &&
          !plates.some((plate) => plate > x - SIZE && plate < end + SIZE / 2);
        if (fits) free = end;
        return (
          <g key={`${at}${text}`}>
            <line x1={x} x2={x} y1={fits ? 22 : 46} y2={AXIS_Y} class="mark-line" />
            {fits && (
              <text x={x + 5} y="34" class="mark">
                {text}
              </text>
            )}
          </g>
        );
      })}
    </>
  );
}

function marks(span: Span): Mark[] {
  const found: Mark[] = (incident.value?.response ?? []).map((each) => ({
    at: Date.parse(each.started_at),
    text: say("ruler.response", { level: ROMAN[each.level ?? 0] ?? "" }),
  }));
  const due = millis(bulletins.value?.next_due_at);
  if (due !== null && due > incidentNow.value) {
    found.push({
      at: due,
      text: `${say("ruler.bulletin")} ${shortMoment(due, incidentNow.value)}`,
    });
  }
  for (let at = span.from; at < span.to + 12 * HOUR; at += 24 * HOUR) {
    const sun = sunDay(at, 122.2, 30);
    found.push(
      { at: sun.riseMs, text: say("ruler.sunrise") },
      { at: sun.setMs, text: say("ruler.sunset") },
    );
  }
  const station = tide.value?.station;
  const highs = highWaters.value.filter((each) => each.station === station);
  for (const { ms } of highs) {
    found.push({ at: ms, text: `${say("ruler.highWater")} ${clockTime(ms)}` });
  }
  return found
    .filter((mark) => mark.at >= span.from && mark.at <= span.to)
    .sort((a, b) => a.at - b.at);
}
