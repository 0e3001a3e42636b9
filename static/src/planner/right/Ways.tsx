import type { Way, WayClock } from "../../shared/api/zone_types";
import { shownAt } from "../../shared/clock";
import { duration } from "../../shared/format/duration";
import { millis, shortMoment } from "../../shared/format/moment";
import { count } from "../../shared/format/number";
import { marginSeverity } from "../../shared/format/severity";
import { inLanguage, language } from "../../shared/i18n/language";
import { say } from "../../shared/i18n/say";
import { Plate } from "../../shared/ui/Plate";
import "./ways.css";

/** One way of getting safe: how many, until when, what ends it, and what they are told. */
export function WayHead({ clock }: { clock: WayClock }) {
  const latest = millis(clock.latest_start_at);
  return (
    <div class="way">
      <p class="way-head">
        <strong>{clock[language.value]}</strong>
        <span class="num">{sizeOf(clock)}</span>
        {latest === null ? (
          <span class="quiet">{say("answer.none")}</span>
        ) : (
          <>
            <b class="num">{shortMoment(latest, shownAt.value)}</b>
            <Slack clock={clock} latest={latest} />
          </>
        )}
      </p>
      <p class={clock.advice === "leave" ? "way-told quiet" : "way-told"}>
        {!clock.over && <Binding clock={clock} />}
        {inLanguage(clock.told)}
        {clock.refuge !== null && say("way.nearest", { name: clock.refuge })}
      </p>
    </div>
  );
}

/** People, or vessels with the crews that are known. */
function sizeOf({ people, vessels }: WayClock): string {
  return vessels > 0
    ? say("answer.seaCount", { vessels: count(vessels), people: count(people) })
    : say("answer.persons", { count: count(people) });
}

function Slack({ clock, latest }: { clock: WayClock; latest: number }) {
  const margin = (latest - shownAt.value) / 1000;
  if (clock.over) return <Plate severity="red">{say("way.over")}</Plate>;
  const time = duration(margin);
  return (
    <Plate severity={marginSeverity(margin)}>
      {say(margin < 0 ? "answer.late" : "answer.left", { time })}
    </Plate>
  );
}

function Binding({ clock: { binding } }: { clock: WayClock }) {
  const at = millis(binding?.cutoff_at);
  if (binding === null || at === null) return null;
  const what = `${binding[language.value]} ${inLanguage(binding.name)}`;
  return <>{say("way.bound", { what, time: shortMoment(at, shownAt.value) })}</>;
}

/** The word for a way; empty where nothing says which. */
export function wayName(ways: readonly WayClock[], way: Way | undefined): string {
  return ways.find((each) => each.way === way)?.[language.value] ?? "";
}
