import { useSignal } from "@preact/signals";
import { say } from "../shared/i18n/say";
import { may } from "../shared/session/store";
import { Handset } from "../shared/tasks/Handset";
import type { CallResult, TaskView } from "../shared/tasks/types";
import { ProblemNote } from "../shared/ui/ProblemNote";
import { useAct } from "../shared/ui/useAct";
import { Spoken } from "./Answer";
import { type Reached, reveal, take } from "./state/store";

const RESULTS: CallResult[] = ["answered", "no_answer", "busy", "coming"];

/** The handset: pressing shows the number and is recorded; the result is one tap more. */
export function Call({ told }: { told: TaskView }) {
  const act = useAct();
  const number = useSignal<Reached | null>(null);
  if (!told.may.includes("call") || told.own) return null;
  const { post } = told;
  return (
    <section class="detail-part task-call" aria-busy={act.busy.value}>
      <h3>{say("tasks.call")}</h3>
      <ProblemNote problem={act.problem.value} />
      {number.value === null && post !== null && may("reveal_personal") && (
        <button
          type="button"
          class="button"
          disabled={act.busy.value}
          onClick={() =>
            void act.run(async () => {
              number.value = await reveal(post);
            })
          }
        >
          <Handset size={14} /> {told.holder ?? told.post_name}
        </button>
      )}
      {number.value !== null && <Numbers reached={number.value} />}
      <div class="form-acts">
        {RESULTS.map((result) => (
          <button
            key={result}
            type="button"
            class="button button-small"
            disabled={act.busy.value}
            onClick={() => void act.run(() => take(told, "call", { result }))}
          >
            {say(`tasks.call.${result}`)}
          </button>
        ))}
      </div>
      {told.may.includes("acknowledge") && <PhoneAnswer told={told} />}
    </section>
  );
}

function Numbers({ reached }: { reached: Reached }) {
  const lines: [string | undefined, string | undefined][] = [
    [reached.holder, reached.phone],
    [reached.deputy, reached.deputy_phone],
  ];
  return (
    <ul class="task-numbers num">
      {lines.map(([name, phone]) =>
        phone === undefined || phone === null ? null : (
          <li key={phone}>
            {name} <a href={`tel:${phone}`}>{phone}</a>
          </li>
        ),
      )}
    </ul>
  );
}

/** "They said that they have it": written down with whom one spoke. */
function PhoneAnswer({ told }: { told: TaskView }) {
  const act = useAct();
  const spoken = useSignal("");
  return (
    <form
      class="task-words"
      onSubmit={(event) => {
        event.preventDefault();
        void act.run(() => take(told, "acknowledge", { spoken_with: spoken.value }));
      }}
    >
      <Spoken value={spoken} />
      <ProblemNote problem={act.problem.value} />
      <button
        type="submit"
        class="button button-primary"
        disabled={act.busy.value || spoken.value.trim() === ""}
      >
        {say("tasks.act.phoned")}
      </button>
    </form>
  );
}
