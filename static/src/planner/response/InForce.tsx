import { incidentNow } from "../../shared/clock";
import { shortMoment } from "../../shared/format/moment";
import { inLanguage } from "../../shared/i18n/language";
import { say } from "../../shared/i18n/say";
import type { Standing } from "../../shared/response/types";
import { roman } from "../../shared/response/words";
import { holder, may, seesCity } from "../../shared/session/store";
import { LevelSign } from "../../shared/ui/LevelSign";
import { openPart, responses } from "../state/response";

/** What is in force, of every unit; the own unit's can be ended by a draft. */
export function InForce() {
  const told = responses.value;
  if (told === null) return null;
  return (
    <section class="block">
      <header>
        <h3>{say("response.inForce")}</h3>
      </header>
      {told.active.length === 0 && (
        <p class="quiet">
          {say(may("set_response") ? "response.inForce.none" : "response.inForce.watch")}
        </p>
      )}
      <ul class="in-force">
        {told.active.map((each) => (
          <li key={each.activation_id}>
            <Line each={each} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Line({ each }: { each: Standing }) {
  const track = inLanguage(each.title);
  const { issuer_unit, level } = each;
  const mine = seesCity.value || holder.value?.unit.code === issuer_unit;
  return (
    <>
      <LevelSign level={level} size={22} />
      <p>
        <strong>
          {level === null ? track : say("response.level", { track, level: roman(level) })}
        </strong>{" "}
        <span>{each.unit_name}</span>
        <small class="num">
          {say("response.started", {
            time: shortMoment(Date.parse(each.started_at), incidentNow.value),
          })}
        </small>
      </p>
      {mine && may("set_response") && (
        <button
          type="button"
          class="button button-small"
          onClick={() =>
            openPart("draft", { change: "end", unit: issuer_unit, track: each.track, level: null })
          }
        >
          {say("response.end")}
        </button>
      )}
    </>
  );
}
