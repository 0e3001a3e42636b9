import { useSignal } from "@preact/signals";
import { say } from "../shared/i18n/say";
import { PasswordChecks } from "../shared/session/PasswordChecks";
import { checks, isMet, type PasswordPolicy } from "../shared/session/policy";
import { PasswordField, UserName } from "../shared/ui/PasswordField";
import { ProblemNote } from "../shared/ui/ProblemNote";
import { busy, problem, setPassword } from "./flow";

/** The first password, after a set-up link, or a new one for one that has run out. */
export function NewPassword(props: {
  policy: PasswordPolicy;
  login: string;
  opens: string;
  expired: boolean;
}) {
  const fresh = useSignal("");
  const again = useSignal("");
  const rules = checks(props.policy, fresh.value, props.login);
  const same = again.value === fresh.value;
  const ready = isMet(rules) && same;
  return (
    <form
      class="gate-step"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) void setPassword(fresh.value, props.opens);
      }}
    >
      <h2>{say(props.expired ? "newPassword.expired" : "newPassword.title")}</h2>
      <p class="gate-words">{say("newPassword.for", { login: props.login })}</p>
      <UserName value={props.login} />
      <PasswordField
        label={say("newPassword.fresh")}
        value={fresh.value}
        onValue={(value) => {
          fresh.value = value;
        }}
        autocomplete="new-password"
        autofocus
      />
      <PasswordChecks checks={rules} />
      <PasswordField
        label={say("newPassword.again")}
        value={again.value}
        onValue={(value) => {
          again.value = value;
        }}
        autocomplete="new-password"
        fault={again.value !== "" && !same ? say("newPassword.differs") : undefined}
      />
      <ProblemNote problem={problem.value} />
      <button type="submit" class="button button-primary" disabled={!ready || busy.value}>
        {say("newPassword.go")}
      </button>
    </form>
  );
}
