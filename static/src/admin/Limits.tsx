import { useSignal } from "@preact/signals";
import { put } from "../shared/api/client";
import { say } from "../shared/i18n/say";
import { may } from "../shared/session/store";
import { Field } from "../shared/ui/Field";
import { ProblemNote } from "../shared/ui/ProblemNote";
import { useAct } from "../shared/ui/useAct";

/** The figures of signing in, as `GET /policy` names them. */
export interface Figures {
  password_age_d: number;
  lock_tries: number;
  lock_min: number;
  idle_min: number;
  absolute_h: number;
  signer_delay_h: number;
  keep_days: number;
}

const NAMES = [
  "lock_tries",
  "lock_min",
  "idle_min",
  "absolute_h",
  "password_age_d",
  "signer_delay_h",
  "keep_days",
] as const;
type Name = (typeof NAMES)[number];

/** How often one may err, when a screen locks, when a session ends. */
export function Limits(props: { figures: Figures; again: () => Promise<void> }) {
  const { figures } = props;
  const written = useSignal<Partial<Record<Name, string>>>({});
  const done = useSignal(false);
  const { busy, problem, run } = useAct();
  const changes = changed(figures, written.value);
  const save = async () => {
    done.value = false;
    const ok = await run(async () => {
      await put("/policy", changes);
      await props.again();
    });
    if (!ok) return;
    written.value = {};
    done.value = true;
  };
  return (
    <form
      class="limits"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h2>{say("limits.title")}</h2>
      <div class="limits-fields">
        {NAMES.map((name) => (
          <Field
            key={name}
            label={say(`limits.${name}`)}
            value={written.value[name] ?? String(figures[name])}
            onValue={(value) => {
              written.value = { ...written.value, [name]: value };
            }}
            input={{ type: "number", min: 1, name, disabled: !may("administer_rights") }}
          />
        ))}
      </div>
      <p>{say("limits.note")}</p>
      <ProblemNote problem={problem.value} />
      {done.value && (
        <p class="done-note" role="status">
          {say("limits.saved")}
        </p>
      )}
      {may("administer_rights") && (
        <div class="form-acts">
          <button
            type="submit"
            class="button button-primary"
            disabled={Object.keys(changes).length === 0 || busy.value}
          >
            {say("limits.save")}
          </button>
        </div>
      )}
    </form>
  );
}

/** Only what was changed, as numbers; what is no number is left to the server to refuse. */
export function changed(figures: Figures, written: Partial<Record<Name, string>>) {
  const given = NAMES.flatMap((name) => {
    const text = written[name]?.trim() ?? "";
    return text === "" || Number(text) === figures[name] ? [] : [[name, Number(text)] as const];
  });
  return Object.fromEntries(given);
}
