import { computed } from "@preact/signals";
import type { SeatArrival, Seats } from "../../shared/api/typhoon_types";
import { shownAt } from "../../shared/clock";
import { duration } from "../../shared/format/duration";
import { millis, shortMoment } from "../../shared/format/moment";
import { decimal, MISSING } from "../../shared/format/number";
import { inLanguage, language } from "../../shared/i18n/language";
import { say } from "../../shared/i18n/say";
import { classWord } from "../../shared/map/typhoon/features";
import { agencyStorms, motionAt, pointAt } from "../../shared/map/typhoon/storm";
import { bulletins, seats, typhoon } from "../store";
import "./storm.css";

const primary = computed(() =>
  typhoon.value === null ? undefined : agencyStorms(typhoon.value)[0],
);

/** What everyone asks while nothing is selected: where is the storm, and when is it here. */
export function StormPanel() {
  return (
    <article class="storm">
      <Now />
      <Bulletin />
      {seats.value !== null && <Countdown seats={seats.value} />}
      <p class="note">{say("answer.emptyDraw")}</p>
    </article>
  );
}

function Now() {
  const storm = primary.value;
  const point = storm === undefined ? null : pointAt(storm, shownAt.value);
  if (storm === undefined || point === null || typhoon.value === null) return null;
  const motion = motionAt(storm, shownAt.value);
  const name = language.value === "zh" ? typhoon.value.name_zh : typhoon.value.name_en;
  return (
    <section class="storm-now">
      <h2>
        <i
          class="storm-dot"
          style={{ background: `var(--class-${(point.strength ?? "td").toLowerCase()})` }}
        />
        {name} <span>{classWord(point.strength)}</span>
      </h2>
      <dl class="num">
        <div>
          <dd>
            {point.pressureHpa === null ? MISSING : Math.round(point.pressureHpa)}{" "}
            <small>hPa</small>
          </dd>
          <dt>{say("storm.pressure")}</dt>
        </div>
        <div>
          <dd>
            {decimal(point.windMs, 0)} <small>m/s</small>
          </dd>
          <dt>{say("storm.wind", { force: point.force ?? MISSING })}</dt>
        </div>
        <div>
          <dd>
            {motion === null ? MISSING : Math.round(motion.speedKmh)} <small>km/h</small>
          </dd>
          <dt>
            {motion === null
              ? say("storm.motion")
              : say("storm.towards", { direction: inLanguage(motion.towards) })}
          </dt>
        </div>
      </dl>
      <p class="quiet">
        {say(point.forecast ? "storm.forecastAt" : "storm.fixAt", {
          agency: storm.agency,
          time: shortMoment(point.ms, shownAt.value),
        })}
      </p>
    </section>
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
      <td title={wind === null ? undefined : inLanguage(wind.rule)}>{say("answer.forceNone")}</td>
    );
  const left = (likely - shownAt.value) / 1000;
  return (
    <td title={inLanguage(wind.rule)} data-first={first}>
      <b>{left <= 0 ? say("storm.inside") : duration(left)}</b>
      <span>
        {shortMoment(likely, shownAt.value)}
        {earliest !== null &&
          earliest < likely &&
          ` ${say("storm.early", { time: shortMoment(earliest, shownAt.value) })}`}
      </span>
    </td>
  );
}
