import type { Recommendation, SignalSuggestion } from "../../shared/api/wind_types";
import { shownAt } from "../../shared/clock";
import { millis, shortMoment } from "../../shared/format/moment";
import type { Severity } from "../../shared/format/severity";
import { inLanguage } from "../../shared/i18n/language";
import { CATALOGUE, type Key, say } from "../../shared/i18n/say";
import { LevelSign } from "../../shared/ui/LevelSign";
import { Plate } from "../../shared/ui/Plate";
import { incident } from "../store";
import { recommendation, signals } from "./store";

const ROMAN = ["", "I", "II", "III", "IV"];
export const levelName = (level: number | null): string =>
  level === null
    ? say("typhoon.level.none")
    : say("typhoon.level.name", { level: ROMAN[level] ?? String(level) });

/** The level the rules would give, why, and how it stands to the one in force. Never adopted here. */
export function Recommended() {
  const told = recommendation.value;
  return (
    <>
      {told !== null && (
        <section class="block level">
          <header>
            <h3>{say("typhoon.level")}</h3>
            <span>{say("typhoon.level.never")}</span>
          </header>
          <p class="level-line">
            <LevelSign level={told.level} size={26} />
            <strong>{levelName(told.level)}</strong>
            <span class="quiet">{compared(told.level)}</span>
          </p>
          <ul class="rules">
            {told.rules.map((rule) => (
              <li key={rule.id}>
                <b class="num">{say("typhoon.level.rule", { code: rule.id })}</b>
                <span>{inLanguage(rule.title)}</span>
                <ul>
                  {rule.reasons.map((reason) => (
                    <li key={reason.zh}>{inLanguage(reason)}</li>
                  ))}
                </ul>
              </li>
            ))}
          </ul>
          <NotJudged told={told} />
        </section>
      )}
      <Signals />
    </>
  );
}

/** What no data can answer is neither taken as fulfilled nor as absent: it is named. */
function NotJudged({ told }: { told: Recommendation }) {
  return (
    <details class="fine">
      <summary>
        {inLanguage(told.label)} ·{" "}
        {say("typhoon.level.unjudged", { count: told.not_judged.length })}
      </summary>
      {told.not_judged.map((each) => (
        <p key={each.id}>
          <span class="num">{each.id}</span> {inLanguage(each.title)}：
          {each.missing.map(inLanguage).join("；")}
        </p>
      ))}
    </details>
  );
}

function compared(level: number | null): string {
  const response = incident.value?.response.find((each) => each.track === "typhoon");
  if (response === undefined) return say("response.none");
  const now = response.level;
  if (now === level) return say("typhoon.level.asIs");
  const rank = (each: number | null) => each ?? ROMAN.length;
  const key = rank(level) < rank(now) ? "typhoon.level.raise" : "typhoon.level.lower";
  return say(key, { level: levelName(now) });
}

function Signals() {
  if (signals.value.length === 0) return null;
  return (
    <section class="block">
      <header>
        <h3>{say("typhoon.signals")}</h3>
        {signals.value.some((each) => each.illustrative) && (
          <span>{say("typhoon.signals.illustrative")}</span>
        )}
      </header>
      <ul class="signals">
        {signals.value.map((each) => (
          <li key={`${each.kind}${each.unit_code}${each.colour}`} title={each.rule}>
            <Plate severity={severityOf(each.colour)}>{signalName(each)}</Plate>
            <span>
              {typeof each.reason === "string" ? each.reason : inLanguage(each.reason)}
              {each.until_at !== null && (
                <time class="num"> → {shortMoment(millis(each.until_at) ?? 0, shownAt.value)}</time>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const severityOf = (colour: string): Severity =>
  (["red", "orange", "yellow", "blue"] as const).find((each) => each === colour) ?? "none";

function signalName({ kind, colour }: SignalSuggestion): string {
  const word = (key: string, own: string) => (key in CATALOGUE.zh ? say(key as Key) : own);
  return `${word(`typhoon.signal.${kind}`, kind)} ${word(`typhoon.colour.${colour}`, colour)}`;
}
