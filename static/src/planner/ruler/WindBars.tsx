import { incidentNow, shownAt } from "../../shared/clock";
import { millis, shortMoment } from "../../shared/format/moment";
import { say } from "../../shared/i18n/say";
import { seats } from "../../shared/incident/store";
import { shownAnswer } from "../state/store";
import { type Span, xOf } from "./span";

const TOP = 102;
const HEIGHT = 20;

interface Bar {
  force: number;
  from: number;
  to: number | null;
}

/** When the wind arrives: at the zone at hand, else at the earliest county seat. */
export function WindBars({ span }: { span: Span }) {
  const bars = windBars();
  return (
    <>
      {bars.map((bar, index) => {
        const x = Math.max(0, xOf(bar.from, span));
        const end = bar.to === null ? span.width : Math.min(span.width, xOf(bar.to, span));
        if (end <= 0 || x >= span.width) return null;
        const next = bars[index + 1];
        // What blows already is named after the line of the present, which would run through it.
        const nowX = xOf(incidentNow.value, span);
        const textX = Math.max(x, x < nowX && nowX < end ? nowX : x) + 7;
        const room = (next === undefined ? end : Math.min(end, xOf(next.from, span))) - textX;
        const name = say(bar.force === 7 ? "answer.force7" : "answer.force10");
        const label = say("ruler.wind", { name, time: shortMoment(bar.from, shownAt.value) });
        return (
          <g key={bar.force}>
            <rect x={x} y={TOP} width={end - x} height={HEIGHT} class={`wind wind-${bar.force}`} />
            {room > 33 && (
              <text x={textX} y={TOP + 15} class={`wind-name wind-name-${bar.force}`}>
                {room > 111 ? label : name}
              </text>
            )}
          </g>
        );
      })}
    </>
  );
}

function windBars(): Bar[] {
  const answer = shownAnswer.value;
  return [7, 10].flatMap((force): Bar[] => {
    const arrival = answer?.arrival[String(force)];
    const from = answer === null ? seatArrival(force) : millis(arrival?.arrival_at);
    return from === null ? [] : [{ force, from, to: millis(arrival?.departure_at) }];
  });
}

function seatArrival(force: number): number | null {
  const code = seats.value?.earliest[String(force)];
  const seat = seats.value?.seats.find((each) => each.code === code);
  return millis(seat?.arrivals[String(force)]?.likely_at);
}
