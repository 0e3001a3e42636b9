import type { Timing } from "../../shared/api/zone_types";
import { shownAt } from "../../shared/clock";
import { duration } from "../../shared/format/duration";
import { clockTime, dayText, localTime, millis } from "../../shared/format/moment";
import { marginSeverity } from "../../shared/format/severity";
import { language } from "../../shared/i18n/language";
import { say } from "../../shared/i18n/say";
import { Plate } from "../../shared/ui/Plate";
import { wayName } from "./Ways";

/** The latest start of the way that is first to end, and how long until then. */
export function Hero({ timing }: { timing: Timing }) {
  const latest = millis(timing.latest_start_at);
  if (latest === null) {
    return (
      <section class="hero">
        <div>
          <h2>{say("answer.latest")}</h2>
          <p class="hero-none">{say("answer.none")}</p>
        </div>
      </section>
    );
  }
  const margin = (latest - shownAt.value) / 1000;
  const time = duration(margin);
  return (
    <section class="hero">
      <div>
        <h2>{say("answer.latest")}</h2>
        <p class="hero-time num">
          <Day ms={latest} />
          {clockTime(latest)}
        </p>
      </div>
      <div class="hero-side">
        <Plate severity={marginSeverity(margin)} class="hero-plate">
          {say(margin < 0 ? "answer.late" : "answer.left", { time })}
        </Plate>
        <Binding timing={timing} />
      </div>
    </section>
  );
}

function Day({ ms }: { ms: number }) {
  const { day } = localTime(ms);
  if (day === localTime(shownAt.value).day) return null;
  return <small>{dayText(ms)}</small>;
}

function Binding({ timing }: { timing: Timing }) {
  const { binding } = timing;
  const cutoff = millis(binding?.cutoff_at);
  if (binding === null || cutoff === null) return null;
  return (
    <p>
      <span class="quiet">{say("answer.boundBy")}</span>{" "}
      <strong>
        {wayName(timing.ways, binding.way)} · {binding[language.value]} {clockTime(cutoff)}
      </strong>
    </p>
  );
}
