import type { ZoneAnswer, ZoneArrival } from "../../shared/api/zone_types";
import { shownAt } from "../../shared/clock";
import { millis, shortMoment } from "../../shared/format/moment";
import { inLanguage } from "../../shared/i18n/language";
import { say } from "../../shared/i18n/say";
import { Why } from "../../shared/ui/Why";

/** When force 7 and 10 arrive: by the ensemble as a pair, by both conventions, with the rule. */
export function Arrivals({ answer }: { answer: ZoneAnswer }) {
  return (
    <section class="facts">
      <Arrival name={say("answer.force7")} wind={answer.arrival["7"] ?? null} />
      <Arrival name={say("answer.force10")} wind={answer.arrival["10"] ?? null} />
    </section>
  );
}

const time = (text: string | null) => {
  const ms = millis(text);
  return ms === null ? "—" : shortMoment(ms, shownAt.value);
};

function Arrival(props: { name: string; wind: ZoneArrival | null }) {
  const { wind } = props;
  return (
    <div class="fact">
      <span class="fact-name">{props.name}</span>
      {wind === null || wind.arrival_at === null ? (
        <span class="fact-value quiet">{say("answer.forceNone")}</span>
      ) : (
        <span class="fact-value">
          <Why text={inLanguage(wind.rule)}>
            <b class="num">{time(wind.arrival_at)}</b>
          </Why>
          <span class="quiet num">
            {" "}
            {say("answer.step", { time: time(wind.step_at) })} ·{" "}
            {say("answer.smooth", { time: time(wind.smooth_at) })}
          </span>
          {(wind.reasonable_at ?? wind.likely_at) !== null && (
            <small class="num">
              {say("answer.pair", {
                early: time(wind.reasonable_at),
                likely: time(wind.likely_at),
              })}
            </small>
          )}
          <small class="quiet">
            {wind.agency} ≥ {wind.threshold_ms} m/s
            {wind.synthetic && ` · ${say("answer.synthetic")}`}
          </small>
        </span>
      )}
    </div>
  );
}
