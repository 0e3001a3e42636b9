import { useSignal } from "@preact/signals";
import { say } from "../shared/i18n/say";
import type { TaskView } from "../shared/tasks/types";
import { Choice, Field } from "../shared/ui/Field";
import { ProblemNote } from "../shared/ui/ProblemNote";
import { type Act, useAct } from "../shared/ui/useAct";
import { take } from "./state/store";

type Asking = "done" | "cannot" | "reassign" | "close";
const ASKING: Asking[] = ["done", "cannot", "reassign", "close"];

/** What may be done with it now: one tap to acknowledge, a word of what or why for the rest. */
export function Answer({ told }: { told: TaskView }) {
  const act = useAct();
  const asking = useSignal<Asking | null>(null);
  const open = ASKING.filter((step) => told.may.includes(step));
  if (told.may.length === 0) return null;
  return (
    <section class="detail-part" aria-busy={act.busy.value}>
      <ProblemNote problem={act.problem.value} />
      <div class="form-acts">
        {told.own && told.may.includes("acknowledge") && (
          <button
            type="button"
            class="button button-primary"
            disabled={act.busy.value}
            onClick={() => void act.run(() => take(told, "acknowledge"))}
          >
            {say("tasks.act.acknowledge")}
          </button>
        )}
        {open.map((step) => (
          <button
            key={step}
            type="button"
            class={`button ${step === "done" ? "button-primary" : ""}`}
            aria-pressed={asking.value === step}
            onClick={() => {
              asking.value = asking.value === step ? null : step;
            }}
          >
            {say(`tasks.act.${step}`)}
          </button>
        ))}
      </div>
      {asking.value !== null && told.may.includes(asking.value) && (
        <Words
          key={asking.value}
          told={told}
          step={asking.value}
          act={act}
          close={() => {
            asking.value = null;
          }}
        />
      )}
    </section>
  );
}

function Words(props: { told: TaskView; step: Asking; act: Act; close: () => void }) {
  const { told, step, act } = props;
  const note = useSignal("");
  const spoken = useSignal("");
  const post = useSignal("");
  const phoned = !told.own && (step === "done" || step === "cannot");
  const missing =
    note.value.trim() === "" ||
    (phoned && spoken.value.trim() === "") ||
    (step === "reassign" && post.value === "");
  const send = async (event: Event) => {
    event.preventDefault();
    const words = {
      note: note.value,
      ...(phoned ? { spoken_with: spoken.value } : {}),
      ...(step === "reassign" ? { post: post.value } : {}),
    };
    if (await act.run(() => take(told, step, words))) props.close();
  };
  return (
    <form class="task-words" onSubmit={(event) => void send(event)}>
      {step === "reassign" && (
        <Choice
          label={say("tasks.reassign.to")}
          value={post.value}
          onValue={(value) => {
            post.value = value;
          }}
          options={[
            { value: "", text: say("tasks.reassign.choose") },
            ...told.posts.map(({ code, name }) => ({ value: code, text: name })),
          ]}
        />
      )}
      {phoned && <Spoken value={spoken} />}
      <Field
        label={say(`tasks.note.${step}`)}
        value={note.value}
        onValue={(value) => {
          note.value = value;
        }}
        input={{ maxLength: 500 }}
      />
      <div class="form-acts">
        <button type="submit" class="button button-primary" disabled={missing || act.busy.value}>
          {say(`tasks.send.${step}`)}
        </button>
        <button type="button" class="button" onClick={props.close}>
          {say("tasks.cancel")}
        </button>
      </div>
    </form>
  );
}

/** With whom a desk above spoke: the answer is theirs. */
export function Spoken(props: { value: { value: string } }) {
  return (
    <Field
      label={say("tasks.spoken")}
      value={props.value.value}
      onValue={(value) => {
        props.value.value = value;
      }}
      hint={say("tasks.spoken.hint")}
      input={{ maxLength: 80 }}
    />
  );
}
