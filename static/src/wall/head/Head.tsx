import { useLayoutEffect, useRef } from "preact/hooks";
import { incidentNow, rate } from "../../shared/clock";
import { localTime, shortMoment, two, weekday } from "../../shared/format/moment";
import { MISSING } from "../../shared/format/number";
import { inLanguage } from "../../shared/i18n/language";
import { type Key, say } from "../../shared/i18n/say";
import { incident, noIncident } from "../../shared/incident/store";
import { LevelSign } from "../../shared/ui/LevelSign";
import { Logo } from "../../shared/ui/Logo";
import { Bulletin } from "./Bulletin";
import { Countdown } from "./Countdown";
import { fitRow } from "./fit";
import "./head.css";

const ROMAN = ["", "Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ"];

/** The figures asked for aloud: which storm, which level, how long until the wind, what time. */
export function Head() {
  const row = useRef<HTMLElement>(null);
  useLayoutEffect(() => (row.current === null ? undefined : fitRow(row.current)), []);
  return (
    <header class="head" ref={row} data-exercise={incident.value?.exercise ?? false}>
      <div class="head-unit">
        <Logo size={92} />
        <div>
          <strong>{say("app.name")}</strong>
          <span>{say("wall.unit")}</span>
        </div>
      </div>
      <Storm />
      <Response />
      <Countdown force={7} />
      <Countdown force={10} />
      <Bulletin />
      <Clock />
    </header>
  );
}

function Storm() {
  const current = incident.value;
  if (current === null) {
    return (
      <div class="head-incident">
        {noIncident.value && <strong>{say("wall.incident.none")}</strong>}
      </div>
    );
  }
  return (
    <div class="head-incident">
      {current.exercise && <span class="exercise-mark">{say("exercise")}</span>}
      <div>
        <strong>{current.name}</strong>
        <span>{current.exercise ? say("replay", { rate: rate.value }) : say("live")}</span>
      </div>
    </div>
  );
}

function Response() {
  // Not having read is not the same as no response.
  if (incident.value === null && !noIncident.value)
    return <div class="head-response">{MISSING}</div>;
  const active = incident.value?.response[0];
  if (active === undefined) return <div class="head-response">{say("response.none")}</div>;
  return (
    <div class="head-response">
      <LevelSign level={active.level} size={92} />
      <div>
        <strong>
          {say("response.level", {
            track: inLanguage(active.title),
            level: ROMAN[active.level ?? 0] ?? "",
          })}
        </strong>
        <span>
          {say("response.since", {
            time: shortMoment(Date.parse(active.started_at), incidentNow.value),
          })}
        </span>
      </div>
    </div>
  );
}

function Clock() {
  const now = incidentNow.value;
  const { month, day, hour, minute, second } = localTime(now);
  return (
    <time class="head-clock num">
      <span>
        {say("today.month", { month, day })}
        <br />
        {say(`weekday.${weekday(now)}` as Key)}
      </span>
      <strong>
        {two(hour)}:{two(minute)}
      </strong>
      <small>{two(second)}</small>
    </time>
  );
}
