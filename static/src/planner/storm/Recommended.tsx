import type { Recommendation } from "../../shared/api/wind_types";
import { inLanguage } from "../../shared/i18n/language";
import { say } from "../../shared/i18n/say";
import { incident } from "../../shared/incident/store";
import { levelName, roman } from "../../shared/response/words";
import { holder, may } from "../../shared/session/store";
import { LevelSign } from "../../shared/ui/LevelSign";
import { FiredRules } from "../response/FiredRules";
import { TYPHOON } from "../response/fields";
import { Signals } from "../response/Signals";
import { drafts, openPart } from "../state/response";
import { recommendation } from "../state/storm";
import "./block.css";
import "./recommended.css";
import "../response/response.css";

export { levelName };

/** The level the rules would give, why, and how it stands to the one in force. A person drafts it
 * and another signs it; nothing is adopted here. */
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
          <FiredRules rules={told.rules} />
          <Acts told={told} />
          <NotJudged told={told} />
        </section>
      )}
      <Signals />
    </>
  );
}

const ownUnit = () => holder.value?.unit.code;

/** Draft what is recommended; where such a draft waits already, go to it. */
function Acts({ told }: { told: Recommendation }) {
  if (!may("set_response") && !may("sign")) return null;
  const waits = drafts.value.some(
    (each) =>
      each.track === TYPHOON &&
      each.change === "activate" &&
      each.issuer_unit === ownUnit() &&
      each.level === told.level,
  );
  const level = levelName(told.level);
  const differs = told.level !== null && told.level !== inForce()?.level;
  return (
    <div class="level-acts">
      {waits ? (
        <button type="button" class="button" onClick={() => openPart("standing")}>
          {say("response.act.waits", { level })}
        </button>
      ) : (
        <button
          type="button"
          class={`button ${differs ? "button-primary" : ""}`}
          onClick={() => openPart("draft")}
        >
          {say(differs ? "response.act.draft" : "response.act.other", { level })}
        </button>
      )}
      <button type="button" class="button" onClick={() => openPart("rules")}>
        {say("response.part.rules")}
      </button>
    </div>
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

/** The own unit's typhoon response, else the highest of any. */
function inForce() {
  const all = incident.value?.response.filter((each) => each.track === TYPHOON) ?? [];
  return all.find((each) => each.issuer_unit === ownUnit()) ?? all[0];
}

function compared(level: number | null): string {
  const response = inForce();
  if (response === undefined) return say("response.none");
  const now = response.level;
  if (now === level) return say("typhoon.level.asIs");
  const rank = (each: number | null) => each ?? Number.POSITIVE_INFINITY;
  const key = rank(level) < rank(now) ? "typhoon.level.raise" : "typhoon.level.lower";
  return say(key, { level: say("typhoon.level.name", { level: roman(now) }) });
}
