import { incidentNow } from "../../shared/clock";
import { shortMoment } from "../../shared/format/moment";
import { inLanguage } from "../../shared/i18n/language";
import { say } from "../../shared/i18n/say";
import { incident } from "../../shared/incident/store";
import { roman } from "../../shared/response/words";
import { LevelSign } from "../../shared/ui/LevelSign";
import { closePanel, drafts, openPart, part, toSign } from "../state/response";

/** The highest level in force, and how many drafts wait. A press opens what stands and waits. */
export function LevelPlate() {
  const open = part.value !== null;
  return (
    <button
      type="button"
      class="response"
      aria-expanded={open}
      onClick={() => (open ? closePanel() : openPart("standing"))}
    >
      <span class="visually-hidden">{say("response.open")} </span>
      <InForce />
      <Waiting />
    </button>
  );
}

function InForce() {
  const active = incident.value?.response[0];
  if (active === undefined) return <span class="quiet">{say("response.none")}</span>;
  const track = inLanguage(active.title);
  return (
    <>
      <LevelSign level={active.level} size={24} />
      <strong>
        {active.level === null
          ? track
          : say("response.level", { track, level: roman(active.level) })}
      </strong>
      <span class="quiet">
        {say("response.since", {
          time: shortMoment(Date.parse(active.started_at), incidentNow.value),
        })}
      </span>
    </>
  );
}

/** Loud for who may sign, quiet for who only sees that something waits. */
function Waiting() {
  const mine = toSign.value.length;
  const count = mine > 0 ? mine : drafts.value.length;
  return (
    <span class="response-count num" role="status" data-mine={mine > 0} data-none={count === 0}>
      {count > 0 && say(mine > 0 ? "response.waiting" : "response.drafted", { count })}
    </span>
  );
}
