import { Fragment } from "preact";
import type { SeatArrival } from "../../shared/api/typhoon_types";
import { incidentNow, incidentSecond } from "../../shared/clock";
import { clockTime, dayText, localTime, millis, shortMoment } from "../../shared/format/moment";
import { marginSeverity, SHAPE } from "../../shared/format/severity";
import { sunDay } from "../../shared/format/sun";
import { type Key, say } from "../../shared/i18n/say";
import { seats, startOf, zonesByStart } from "../../shared/incident/store";
import "./ruler.css";
import { DAY_MS, flagShares, hoursOf, type Span, shareAt, spanAround } from "./scale";

/** Above the axis what we must do, on it time, below it what the wind does. */
export function Ruler() {
  const now = incidentSecond.value;
  const span = spanAround(now);
  return (
    <footer class="ruler num">
      <Nights span={span} />
      <Deadlines span={span} now={now} />
      <Axis span={span} now={now} />
      <Winds span={span} />
      <div class="ruler-now" style={at(span, now)}>
        <span>
          {say("now")} {clockTime(now)}
        </span>
      </div>
    </footer>
  );
}

const at = (span: Span, ms: number) => ({ left: `${shareAt(span, ms) * 100}%` });

const CITY = { lon: 122.2, lat: 30 };

function Nights({ span }: { span: Span }) {
  const days = [-1, 0, 1, 2].map((day) => span.from + day * DAY_MS);
  return (
    <>
      {days.map((day) => {
        const from = shareAt(span, sunDay(day, CITY.lon, CITY.lat).setMs);
        const to = shareAt(span, sunDay(day + DAY_MS, CITY.lon, CITY.lat).riseMs);
        const style = { left: `${from * 100}%`, width: `${(to - from) * 100}%` };
        return <i key={day} class="ruler-night" style={style} />;
      })}
    </>
  );
}

const FLAG_SHARE = 0.045; // of the strip that one flag takes

function Deadlines({ span, now }: { span: Span; now: number }) {
  const seen = zonesByStart.value.filter((zone) => {
    const share = shareAt(span, startOf(zone));
    return share > 0 && share < 1;
  });
  const moments = seen.map((zone) => shareAt(span, startOf(zone)));
  const places = flagShares(moments, FLAG_SHARE);
  return (
    <div class="ruler-deadlines">
      {seen.map((zone, index) => {
        const severity = marginSeverity((startOf(zone) - now) / 1000);
        return (
          <Fragment key={zone.zone_id}>
            <i class="flag-line" style={at(span, startOf(zone))} />
            <span
              class={`flag plate-${severity}`}
              style={{ left: `${(places[index] ?? 0) * 100}%` }}
            >
              {SHAPE[severity]} {zone.number}
            </span>
          </Fragment>
        );
      })}
    </div>
  );
}

const EVERY_H = 6;
const EDGE_SHARE = 0.025; // half an hour's name: beyond, it would be cut or run into the present
const NOW_SHARE = 0.11; // the name of the present, right of its line

function Axis({ span, now }: { span: Span; now: number }) {
  return (
    <div class="ruler-axis">
      <i class="ruler-past" style={{ width: `${shareAt(span, now) * 100}%` }} />
      {hoursOf(span).map((ms) => {
        const { hour } = localTime(ms);
        const major = hour % EVERY_H === 0;
        const share = shareAt(span, ms);
        const fromNow = share - shareAt(span, now);
        const free = fromNow < -EDGE_SHARE || fromNow > NOW_SHARE;
        const named = major && free && share > EDGE_SHARE && share < 1 - EDGE_SHARE;
        return (
          <span key={ms} class={major ? "tick tick-major" : "tick"} style={at(span, ms)}>
            {named && <b>{hour === 0 ? `${dayText(ms)} 00:00` : clockTime(ms)}</b>}
          </span>
        );
      })}
    </div>
  );
}

function Winds({ span }: { span: Span }) {
  const code = seats.value?.earliest["7"];
  const seat = seats.value?.seats.find((each) => each.code === code) ?? seats.value?.seats[0];
  return (
    <div class="ruler-winds">
      {seat !== undefined &&
        [7, 10].map((force) => (
          <Wind
            key={force}
            span={span}
            force={force}
            name={seat.name}
            arrival={seat.arrivals[force]}
          />
        ))}
    </div>
  );
}

function Wind(props: {
  span: Span;
  force: number;
  name: string;
  arrival: SeatArrival | null | undefined;
}) {
  const from = millis(props.arrival?.earliest_at ?? props.arrival?.likely_at);
  if (from === null) return null;
  const share = Math.max(0, shareAt(props.span, from));
  if (share >= 1) return null;
  const nowShare = shareAt(props.span, incidentNow.peek());
  return (
    <span class={`wind wind-${props.force}`} style={{ left: `${share * 100}%` }}>
      {/* What blows already is named after the line of the present. */}
      {share < nowShare && (
        <i style={{ flex: `0 0 ${((nowShare - share) / (1 - share)) * 100}%` }} />
      )}
      {props.name} {say(`wall.force.${props.force}` as Key)} {shortMoment(from, incidentNow.peek())}
    </span>
  );
}
