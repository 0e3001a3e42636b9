import { useSignal } from "@preact/signals";
import { post } from "../../shared/api/client";
import { incidentNow } from "../../shared/clock";
import { say } from "../../shared/i18n/say";
import { holder } from "../../shared/session/store";
import { Choice, Field } from "../../shared/ui/Field";
import { Modal } from "../../shared/ui/Modal";
import { ProblemNote } from "../../shared/ui/ProblemNote";
import { type Act, useAct } from "../../shared/ui/useAct";
import { readClosures } from "../reading/closures";
import { closing, type Subject } from "../state/closures";
import { bodyOf, type Draft, draftOf, STATES, type State } from "./form";
import "./closures.css";

const close = () => {
  closing.value = null;
};

/** Closed, will close or open again: from when to when, by whose word. */
export function CloseDialog({ subject }: { subject: Subject }) {
  const began = useSignal(draftOf(subject, incidentNow.peek(), holder.peek()?.unit.name ?? ""));
  const draft = useSignal<Draft>(began.value);
  const act = useAct();
  const save = async () => {
    const body = bodyOf(draft.value, subject, began.value);
    if (!(await act.run(() => post("/closures", body)))) return;
    close();
    await readClosures();
  };
  const change = (part: Partial<Draft>) => {
    draft.value = { ...draft.value, ...part };
  };
  return (
    <Modal
      title={`${say("closures.title")} · ${subject.name || say("closures.works")}`}
      close={close}
    >
      <form
        class="closure-form"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {subject.kind === "works" && (
          <Field
            label={say("closures.name")}
            value={draft.value.name}
            onValue={(name) => change({ name })}
            input={{ required: true, maxLength: 100 }}
          />
        )}
        <Choice
          label={say("closures.state")}
          value={draft.value.state}
          onValue={(state) => change({ state: state as State })}
          options={STATES.map((value) => ({ value, text: say(`closures.state.${value}`) }))}
          hint={draft.value.state === "open" ? say("closures.open.hint") : undefined}
        />
        <Period draft={draft.value} change={change} />
        <WordFields {...draft.value} change={change} />
        <Acts act={act} text={say("closures.save")} cancel={close} />
      </form>
    </Modal>
  );
}

interface Changing {
  change: (part: Partial<Draft>) => void;
}

function Period({ draft, change }: Changing & { draft: Draft }) {
  return (
    <div class="closure-period">
      <Field
        label={say("closures.from")}
        value={draft.from}
        onValue={(from) => change({ from })}
        input={{ type: "datetime-local", required: true }}
      />
      <Field
        label={say("closures.until")}
        value={draft.until}
        onValue={(until) => change({ until })}
        hint={say("closures.until.hint")}
        input={{ type: "datetime-local" }}
      />
    </div>
  );
}

/** Whose word it is, and why. */
export function WordFields(props: {
  issuer: string;
  reason: string;
  change: (part: { issuer?: string; reason?: string }) => void;
}) {
  return (
    <>
      <Field
        label={say("closures.issuer")}
        value={props.issuer}
        onValue={(issuer) => props.change({ issuer })}
        input={{ required: true, maxLength: 60 }}
      />
      <Field
        label={say("closures.reason")}
        value={props.reason}
        onValue={(reason) => props.change({ reason })}
        input={{ maxLength: 200 }}
      />
    </>
  );
}

/** What was refused, and the two ways out. */
export function Acts(props: { act: Act; text: string; cancel: () => void }) {
  return (
    <>
      <ProblemNote problem={props.act.problem.value} />
      <div class="form-acts">
        <button type="button" class="button" onClick={props.cancel}>
          {say("closures.cancel")}
        </button>
        <button type="submit" class="button button-primary" disabled={props.act.busy.value}>
          {props.text}
        </button>
      </div>
    </>
  );
}
