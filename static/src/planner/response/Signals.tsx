import type { SignalSuggestion } from "../../shared/api/wind_types";
import { shownAt } from "../../shared/clock";
import { millis, shortMoment } from "../../shared/format/moment";
import { inLanguage } from "../../shared/i18n/language";
import { say } from "../../shared/i18n/say";
import { severityOf, signalName } from "../../shared/response/signal_words";
import { Plate } from "../../shared/ui/Plate";
import { signals } from "../state/storm";

/** Warning signals that the figures call for, county by county: colour word, rule, until when. */
export function Signals() {
  if (signals.value.length === 0) return null;
  return (
    <section class="block">
      <header>
        <h3>{say("typhoon.signals")}</h3>
        {signals.value.some((each) => each.illustrative) && (
          <span>{say("typhoon.signals.illustrative")}</span>
        )}
      </header>
      <ul class="signal-lines">
        {signals.value.map((each) => (
          <Line key={`${each.kind}${each.unit_code}${each.colour}`} each={each} />
        ))}
      </ul>
    </section>
  );
}

function Line({ each }: { each: SignalSuggestion }) {
  const until = millis(each.until_at);
  return (
    <li>
      <Plate severity={severityOf(each.colour)}>{signalName(each)}</Plate>
      <strong>{each.unit_name}</strong>
      <p>{inLanguage(each.reason)}</p>
      <small class="num">
        {say("response.signal.rule", { rule: each.rule })} ·{" "}
        {until === null
          ? say("response.signal.noEnd")
          : say("response.signal.until", { time: shortMoment(until, shownAt.value) })}
      </small>
    </li>
  );
}
