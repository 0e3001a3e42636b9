import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { get, post } from "../../shared/api/client";
import { goToIncident } from "../../shared/api/followed";
import type { StormHead } from "../../shared/api/wind_types";
import { say } from "../../shared/i18n/say";
import { incident } from "../../shared/incident/store";
import { Choice, Field } from "../../shared/ui/Field";
import { ProblemNote } from "../../shared/ui/ProblemNote";
import { useAct } from "../../shared/ui/useAct";
import { readAll } from "../reading/desk";
import { openIncidents } from "../state/store";
import {
  bodyOf,
  type Draft,
  EMPTY,
  KINDS,
  type Kind,
  LABELS,
  type Label,
  nameOf,
  withStorm,
} from "./form";

/** Everything that opening an incident asks for; most of it has its usual answer already. */
export function OpenForm() {
  const draft = useSignal<Draft>(EMPTY);
  const storms = useStorms();
  const act = useAct();
  const open = async () => {
    let opened: number | undefined;
    const done = await act.run(async () => {
      opened = (await post("/incidents", bodyOf(draft.value, drillOpen()))).incident_id;
    });
    if (!done) return;
    if (incident.value !== null) goToIncident(opened);
    else await readAll();
  };
  return (
    <form
      class="incident-form"
      onSubmit={(event) => {
        event.preventDefault();
        void open();
      }}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <Subject draft={draft} storms={storms} />
      <Nature draft={draft} />
      <Choice
        label={say("incident.label")}
        value={draft.value.label}
        onValue={(label) => set(draft, { label: label as Label })}
        options={LABELS.map((value) => ({ value, text: say(`incident.label.${value}`) }))}
        hint={say("incident.label.hint")}
      />
      <ProblemNote problem={act.problem.value} />
      <button class="button button-primary" type="submit" disabled={act.busy.value}>
        {say("incident.open")}
      </button>
    </form>
  );
}

interface Part {
  draft: Signal<Draft>;
}

const set = (draft: Signal<Draft>, part: Partial<Draft>) => {
  draft.value = { ...draft.value, ...part };
};

/** The stored storms, newest first; null while they are read or could not be. */
function useStorms(): StormHead[] | null {
  const storms = useSignal<StormHead[] | null>(null);
  useEffect(() => {
    void get("/typhoons").then(
      ({ typhoons }) => {
        storms.value = typhoons;
      },
      () => undefined, // an incident without a storm can be opened all the same
    );
  }, [storms]);
  return storms.value;
}

function Subject({ draft, storms }: Part & { storms: StormHead[] | null }) {
  const known = (storms ?? []).map((storm) => ({ value: storm.storm_id, text: nameOf(storm) }));
  return (
    <>
      <Choice
        label={say("incident.kind")}
        value={draft.value.kind}
        onValue={(kind) => set(draft, { kind: kind as Kind })}
        options={KINDS.map((value) => ({ value, text: say(`incident.kind.${value}`) }))}
      />
      {draft.value.kind === "typhoon" && (
        <Choice
          label={say("incident.storm")}
          value={draft.value.stormId}
          onValue={(id) => {
            draft.value = withStorm(draft.value, id, storms ?? []);
          }}
          options={[{ value: "", text: say("incident.storm.none") }, ...known]}
          hint={storms === null ? say("incident.storm.read") : undefined}
        />
      )}
      <Field
        label={say("incident.name")}
        value={draft.value.name}
        onValue={(name) => set(draft, { name })}
        hint={say("incident.name.hint")}
        input={{ required: true, maxLength: 64 }}
      />
    </>
  );
}

/** The world of the drill that is open: another matter of a drill is opened in it. */
const drillOpen = (): number | undefined =>
  openIncidents.value.find((each) => each.exercise)?.world_id;

function Nature({ draft }: Part) {
  return (
    <>
      <Choice
        label={say("incident.exercise")}
        value={draft.value.exercise ? "drill" : "real"}
        onValue={(nature) => set(draft, { exercise: nature === "drill" })}
        options={[
          { value: "real", text: say("incident.real") },
          { value: "drill", text: say("incident.drill") },
        ]}
        hint={
          draft.value.exercise && drillOpen() !== undefined
            ? say("incident.drill.joins")
            : undefined
        }
      />
      {draft.value.exercise && drillOpen() === undefined && (
        <>
          <Field
            label={say("incident.start")}
            value={draft.value.start}
            onValue={(start) => set(draft, { start })}
            hint={say("incident.start.hint")}
            input={{ type: "datetime-local" }}
          />
          <Field
            label={say("incident.rate")}
            value={draft.value.rate}
            onValue={(rate) => set(draft, { rate })}
            input={{ type: "number", min: 0, max: 600, step: "any", required: true }}
          />
        </>
      )}
    </>
  );
}
