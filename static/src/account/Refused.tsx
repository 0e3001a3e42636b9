import { useSignal } from "@preact/signals";
import { post } from "../shared/api/client";
import type { Problem } from "../shared/api/problem";
import { say } from "../shared/i18n/say";
import { PasswordField } from "../shared/ui/PasswordField";
import { ProblemNote } from "../shared/ui/ProblemNote";
import { useAct } from "../shared/ui/useAct";

const PASSWORD_WANTED = "E-ACC-158";

/** What was refused; where the password is asked for once more, the place to type it. */
export function Refused(props: { problem: Problem | null }) {
  const given = useSignal(false);
  if (props.problem?.code !== PASSWORD_WANTED) return <ProblemNote problem={props.problem} />;
  return (
    <>
      {!given.value && <ProblemNote problem={props.problem} />}
      <Again
        done={() => {
          given.value = true;
        }}
      />
      {given.value && <p class="done-note">{say("proof.done")}</p>}
    </>
  );
}

function Again(props: { done: () => void }) {
  const password = useSignal("");
  const { busy, problem, run } = useAct();
  const send = async () => {
    const ok = await run(() => post("/account/proof", { password: password.value }));
    password.value = "";
    if (ok) props.done();
  };
  return (
    <form
      class="own-form"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <PasswordField
        label={say("proof.password")}
        value={password.value}
        onValue={(value) => {
          password.value = value;
        }}
        autocomplete="current-password"
      />
      <ProblemNote problem={problem.value} />
      <div class="form-acts">
        <button type="submit" class="button" disabled={password.value === "" || busy.value}>
          {say("proof.confirm")}
        </button>
      </div>
    </form>
  );
}
