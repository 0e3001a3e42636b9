import { post, put } from "../../shared/api/client";
import { goToIncident } from "../../shared/api/followed";
import type { Incident } from "../../shared/api/types";
import { rate } from "../../shared/clock";
import { say } from "../../shared/i18n/say";
import { incident, noIncident } from "../../shared/incident/store";
import { Choice } from "../../shared/ui/Field";
import { ProblemNote } from "../../shared/ui/ProblemNote";
import { Twice } from "../../shared/ui/Twice";
import { useAct } from "../../shared/ui/useAct";
import { usePopover } from "../../shared/ui/usePopover";
import { readAll } from "../reading/desk";
import { openIncidents, openingAnother } from "../state/store";
import { LABELS, type Label } from "./form";
import "./incident.css";
import { mayOpen } from "./NoIncident";

/** Which incident this is; for the city's desk it opens to label and close. */
export function IncidentName() {
  const current = incident.value;
  if (current === null) {
    return <div class="incident">{noIncident.value && <span>{say("incident.none")}</span>}</div>;
  }
  return (
    <div class="incident">
      {current.exercise && <span class="exercise-mark">{say("exercise")}</span>}
      {mayOpen() ? <Menu current={current} /> : <strong>{current.name}</strong>}
      {current.label === "sensitive" && (
        <span class="incident-label">{say("incident.label.sensitive")}</span>
      )}
      <span class="quiet">
        {current.exercise ? say("replay", { rate: rate.value }) : say("live")}
      </span>
      <Chooser current={current} />
    </div>
  );
}

/** The others that are open: to choose one opens the page anew for it. */
function Chooser({ current }: { current: Incident }) {
  const others = openIncidents.value.filter((each) => each.incident_id !== current.incident_id);
  if (others.length === 0) return null;
  return (
    <select
      class="incident-choose"
      aria-label={say("incident.choose")}
      value=""
      onChange={(event) => goToIncident(Number(event.currentTarget.value))}
    >
      <option value="">{say("incident.others", { count: others.length })}</option>
      {others.map((each) => (
        <option key={each.incident_id} value={each.incident_id}>
          {each.exercise ? `${say("exercise")} · ${each.name}` : each.name}
        </option>
      ))}
    </select>
  );
}

function Menu({ current }: { current: Incident }) {
  const { open, box } = usePopover();
  return (
    <div class="incident-menu" ref={box}>
      <button
        type="button"
        class="incident-name"
        aria-expanded={open.value}
        aria-label={say("incident.menu", { name: current.name })}
        onClick={() => {
          open.value = !open.value;
        }}
      >
        <strong>{current.name}</strong>
      </button>
      {open.value && <Deeds current={current} />}
    </div>
  );
}

function Deeds({ current }: { current: Incident }) {
  const act = useAct();
  const path = `/incidents/${current.incident_id}`;
  const run = async (deed: () => Promise<unknown>) => {
    if (await act.run(deed)) await readAll();
  };
  return (
    <div class="popover incident-deeds">
      <Choice
        label={say("incident.label")}
        value={current.label}
        disabled={act.busy.value}
        onValue={(label) => void run(() => put(`${path}/label`, { label: label as Label }))}
        options={LABELS.map((value) => ({ value, text: say(`incident.label.${value}`) }))}
        hint={say("incident.label.hint")}
      />
      <div class="incident-close">
        <Twice
          text={say("incident.close")}
          ask={say("incident.close.ask")}
          disabled={act.busy.value}
          act={() => void run(() => post(`${path}/close`, {}))}
        />
        <p>{say("incident.close.keeps")}</p>
      </div>
      <button
        type="button"
        class="button"
        onClick={() => {
          openingAnother.value = true;
        }}
      >
        {say("incident.another")}
      </button>
      <ProblemNote problem={act.problem.value} />
    </div>
  );
}
