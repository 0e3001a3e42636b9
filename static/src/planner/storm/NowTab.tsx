import type { SeatArrival, Seats } from "../../shared/api/typhoon_types";
import { shownAt } from "../../shared/clock";
import { duration } from "../../shared/format/duration";
import { millis, shortMoment } from "../../shared/format/moment";
import { count, decimal, MISSING } from "../../shared/format/number";
import { inLanguage } from "../../shared/i18n/language";
import { say } from "../../shared/i18n/say";
import { bulletins, seats } from "../../shared/incident/store";
import { circleAt } from "../../shared/map/typhoon/circle_track";
import {
  type AgencyStorm,
  circleFixes,
  circleLabel,
  motionAt,
  pointAt,
} from "../../shared/map/typhoon/storm";
import { Why } from "../../shared/ui/Why";
import { readAll } from "../reading/desk";
import { unread } from "../state/store";
import { primary } from "../state/storm";
import { EventList } from "./EventList";
import { Recommended } from "./Recommended";
import { Waiting } from "./Waiting";
import "./block.css";
import "./table.css";
import "./now.css";

/** The storm at the moment shown, its arrivals, and what the rules would do. */
export function NowTab() {
  const storm = primary.value;
  if (storm === undefined) {
    const why = unread.value?.sentence;
    const of = why === undefined ? null : ({ state: "failed", why } as const);
    return (
      <Waiting of={of} retry={() => void readAll()}>
        {() => null}
      </Waiting>
    );
  }
  return (
    <>
      <Figures storm={storm} />
      <Bulletin />
      {seats.value !== null && <Countdown seats={seats.value} />}
      <Recommended />
      <Circles storm={storm} />
      <EventList />
      <p class="note">
        {say("place.hint")} {say("answer.emptyDraw")}
      </p>
    </>
  );
}

function Figures({ storm }: { storm: AgencyStorm }) {
  const point = pointAt(storm, shownAt.value);
  if (point === null) return null;
  const motion = motionAt(storm, shownAt.value);
  const said = { agency: storm.agency, time: shortMoment(point.ms, shownAt.value) };
  return (
    <section class="storm-now">
      <dl class="num">
        <Figure value={count(point.pressureHpa)} unit="hPa" name={say("storm.pressure")} />
        <Figure
          value={decimal(point.windMs, 0)}
          unit="m/s"
          name={say("storm.wind", { force: point.force ?? MISSING })}
        />
        <Figure
          value={motion === null ? MISSING : String(Math.round(motion.speedKmh))}
          unit="km/h"
          name={
            motion === null
              ? say("storm.motion")
              : say("storm.towards", { direction: inLanguage(motion.towards) })
          }
        />
      </dl>
      <p class="quiet">
        {say(point.forecast ? "storm.forecastAt" : "storm.fixAt", said)} ·{" "}
        {storm.track.averaging_min === null
          ? say("typhoon.averaging.unknown")
          : say("typhoon.averaging", { minutes: storm.track.averaging_min })}
      </p>
    </section>
  );
}

function Figure(props: { value: string; unit: string; name: string }) {
  return (
    <div>
      <dd>
        {props.value} <small>{props.unit}</small>
      </dd>
      <dt>{props.name}</dt>
    </div>
  );
}

function Bulletin() {
  const told = bulletins.value;
  const last = millis(told?.last?.issued_at);
  if (told === null || told === undefined || last === null) return null;
  const due = millis(told.next_due_at);
  return (
    <section class="facts">
      <div class="fact">
        <span class="fact-name">{say("storm.bulletin")}</span>
        <span class="fact-value num">
          <b>{shortMoment(last, shownAt.value)}</b>{" "}
          <span class="quiet">
            {say("feeds.age", { age: duration(Math.max(0, shownAt.value - last) / 1000) })}
            {due !== null && ` · ${say("ruler.bulletin")} ${shortMoment(due, shownAt.value)}`}
          </span>
        </span>
      </div>
    </section>
  );
}

/** The four county seats: when force 7 and 10 come, and how early they might. */
function Countdown({ seats: told }: { seats: Seats }) {
  return (
    <section class="countdown">
      <table class="num">
        <thead>
          <tr>
            <th>{say("storm.place")}</th>
            <th>{say("answer.force7")}</th>
            <th>{say("answer.force10")}</th>
          </tr>
        </thead>
        <tbody>
          {told.seats.map((seat) => (
            <tr key={seat.code}>
              <th>{seat.name}</th>
              <Arrival wind={seat.arrivals["7"] ?? null} first={told.earliest["7"] === seat.code} />
              <Arrival
                wind={seat.arrivals["10"] ?? null}
                first={told.earliest["10"] === seat.code}
              />
            </tr>
          ))}
        </tbody>
      </table>
      <p class="note">{say("storm.rule")}</p>
    </section>
  );
}

function Arrival({ wind, first }: { wind: SeatArrival | null; first: boolean }) {
  const likely = millis(wind?.likely_at);
  const earliest = millis(wind?.earliest_at);
  if (wind === null || likely === null)
    return (
      <td>
        <Why text={wind && inLanguage(wind.reason ?? wind.rule)}>{say("answer.forceNone")}</Why>
      </td>
    );
  const left = (likely - shownAt.value) / 1000;
  return (
    <td data-first={first}>
      <Why text={inLanguage(wind.rule)}>
        <b>{left <= 0 ? say("storm.inside") : duration(left)}</b>
      </Why>
      <span>
        {shortMoment(likely, shownAt.value)}
        {earliest !== null &&
          earliest < likely &&
          ` ${say("storm.early", { time: shortMoment(earliest, shownAt.value) })}`}
      </span>
    </td>
  );
}

const QUADRANTS = ["typhoon.ne", "typhoon.se", "typhoon.sw", "typhoon.nw"] as const;

/** Radii by quadrant at the moment shown, under the source's own name for each circle. */
function Circles({ storm }: { storm: AgencyStorm }) {
  const rows = storm.forces.flatMap((force) => {
    const state = circleAt(circleFixes(storm, force), shownAt.value);
    if (state === null || state.radiiKm.every((km) => km === 0)) return [];
    return [{ force, state, label: circleLabel(storm, force, shownAt.value) }];
  });
  if (rows.length === 0) return null;
  return (
    <section class="block">
      <header>
        <h3>{say("typhoon.circles")}</h3>
        <span>{say("typhoon.circles.unit")}</span>
      </header>
      <table class="figures num">
        <thead>
          <tr>
            <th />
            {QUADRANTS.map((key) => (
              <th key={key}>{say(key)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ force, state, label }) => (
            <tr key={force}>
              <th>
                <Why text={label?.rule}>{label === null ? force : inLanguage(label.label)}</Why>
                {state.assumed && <small> {say("typhoon.circles.assumed")}</small>}
              </th>
              {state.radiiKm.map((km, index) => (
                <td key={QUADRANTS[index]}>{Math.round(km)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
