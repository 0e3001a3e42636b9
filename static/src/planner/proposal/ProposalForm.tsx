import { say } from "../../shared/i18n/say";
import { incident } from "../../shared/incident/store";
import { LEVELS, levelName } from "../../shared/response/words";
import { seesCity } from "../../shared/session/store";
import { LevelSign } from "../../shared/ui/LevelSign";
import { useLoad } from "../../shared/ui/useLoad";
import * as plan from "../state/proposal";
import { draftPlan } from "./acts";
import { showProposed } from "./show";

/** Which level, over what, and the one press. */
export function ProposalForm() {
  return (
    <div class="proposal-form">
      <LevelChoice />
      {seesCity.value && <AreaChoice />}
      <button
        type="button"
        class={plan.proposal.value === null ? "button button-primary" : "button"}
        aria-disabled={plan.progress.value !== null}
        onClick={() => void draftPlan().then(() => showProposed(plan.waiting.value))}
      >
        {say(plan.proposal.value === null ? "proposal.draft" : "proposal.again")}
      </button>
      <Progress />
    </div>
  );
}

function LevelChoice() {
  const inForce = incident.value?.response.find((each) => each.level !== null)?.level ?? null;
  const chosen = plan.level.value ?? inForce;
  return (
    <fieldset class="proposal-levels">
      <legend class="visually-hidden">{say("response.form.level")}</legend>
      {[...LEVELS].map((each) => (
        <label key={each} title={each === inForce ? say("proposal.inForce") : undefined}>
          <input
            type="radio"
            name="proposal-level"
            checked={chosen === each}
            onChange={() => {
              plan.level.value = each;
            }}
          />
          <LevelSign level={each} size={18} />
          <span class="visually-hidden">{levelName(each)}</span>
        </label>
      ))}
    </fieldset>
  );
}

function AreaChoice() {
  const load = useLoad("/units");
  const counties = (load.value.value?.units ?? []).filter((unit) => unit.level === "county");
  return (
    <select
      class="input"
      aria-label={say("proposal.area")}
      value={plan.area.value}
      onChange={(event) => {
        plan.area.value = event.currentTarget.value;
      }}
    >
      <option value="">{say("proposal.city")}</option>
      {counties.map((unit) => (
        <option key={unit.code} value={unit.code}>
          {unit.name}
        </option>
      ))}
    </select>
  );
}

/** How far it is: counted, never a turning wheel. */
function Progress() {
  const now = plan.progress.value;
  if (now === null) return null;
  const { act, done, total } = now;
  const text =
    total === 0
      ? say("proposal.reading")
      : say(act === "draft" ? "proposal.drafting" : "proposal.accepting", { done, total });
  return (
    <div class="proposal-progress" role="status">
      <span class="num">{text}</span>
      <progress aria-label={text} max={Math.max(1, total)} value={done} />
    </div>
  );
}
