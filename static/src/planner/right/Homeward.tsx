import type { Cutoff, HomeAnswer, HomeLine, Timing } from "../../shared/api/zone_types";
import { shownAt } from "../../shared/clock";
import { minutesText } from "../../shared/format/duration";
import { shortMoment } from "../../shared/format/moment";
import { count } from "../../shared/format/number";
import { inLanguage } from "../../shared/i18n/language";
import { say } from "../../shared/i18n/say";
import "./homeward.css";

/** The visitors: by which lines they go home, until when, and how many stay. */
export function Homeward({ home, timing }: { home: HomeAnswer | null; timing: Timing }) {
  if (home === null) return null;
  // The clock above says who can still be saved; what was planned is told as what it was.
  const late = timing.ways.some((each) => each.way === "home_boat" && each.advice !== "leave");
  return (
    <section class="homeward">
      <header class="panel-head">
        <h2>{say("home.title")}</h2>
        <span class="num">{say("answer.persons", { count: count(home.visitors) })}</span>
      </header>
      <p class="homeward-told">
        {late && <span class="quiet">{say("home.inTime")}</span>}
        {inLanguage(home.told)}
      </p>
      <ul>
        {home.lines.map((line) => (
          <Line
            key={line.line_id}
            line={line}
            stop={stopOf(line, timing)}
            slowest={home.lines.length > 1 && line.name === home.slowest}
          />
        ))}
      </ul>
      {home.stopped.length > 0 && (
        <p class="homeward-told quiet">
          {say("home.stopped", { names: home.stopped.join(" · ") })}
        </p>
      )}
    </section>
  );
}

function Line(props: { line: HomeLine; stop: Cutoff | undefined; slowest: boolean }) {
  const { line, stop, slowest } = props;
  const { boats, seats, trips, room } = line;
  const sails = [
    say("home.line", { boats, seats, trips }),
    say("home.over", { time: minutesText(line.over_min) }),
  ];
  const until = [
    ...(stop === undefined ? [] : stopText(stop)),
    ...(room === null ? [] : [say("home.room", { count: count(room) })]),
  ];
  return (
    <li class="homeward-line" data-passed={stop?.passed ?? false}>
      <span>
        {line.name}
        {slowest && <small class="draft-mark">{say("home.slowest")}</small>}
      </span>
      <b class="num">{say("answer.persons", { count: count(line.people) })}</b>
      <p class="quiet num">{sails.join(" · ")}</p>
      <p class="num">{until.join(" · ")}</p>
    </li>
  );
}

const stopText = (stop: Cutoff): string[] => [
  say("home.order", { time: shortMoment(Date.parse(stop.latest_start_at), shownAt.value) }),
  say("home.stops", { time: shortMoment(Date.parse(stop.cutoff_at), shownAt.value) }),
];

/** The cut-off of a line on the visitors' own clock. */
const stopOf = (line: HomeLine, timing: Timing): Cutoff | undefined =>
  timing.cutoffs.find(
    (each) =>
      each.way === "home_boat" && each.kind === "ferry" && inLanguage(each.name) === line.name,
  );
