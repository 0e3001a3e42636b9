import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { say } from "../shared/i18n/say";
import { Field } from "../shared/ui/Field";
import { PasswordField } from "../shared/ui/PasswordField";
import { ProblemNote } from "../shared/ui/ProblemNote";
import { busy, organisation, problem, signIn } from "./flow";

/** Login and password. */
export function PasswordStep() {
  const login = useSignal("");
  const password = useSignal("");
  const form = useRef<HTMLFormElement>(null);
  const ready = login.value.trim() !== "" && password.value !== "";
  return (
    <form
      class="gate-step"
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) void signIn(login.value.trim().toLowerCase(), password.value);
        else firstEmpty(form.current)?.focus();
      }}
    >
      <h2>{say("signin.title")}</h2>
      <Field
        label={say("signin.login")}
        value={login.value}
        onValue={(value) => {
          login.value = value;
        }}
        input={{ name: "login", autocomplete: "username", autocapitalize: "none", autofocus: true }}
      />
      <PasswordField
        label={say("signin.password")}
        value={password.value}
        onValue={(value) => {
          password.value = value;
        }}
        autocomplete="current-password"
      />
      <ProblemNote problem={problem.value} />
      <button type="submit" class="button button-primary" disabled={busy.value}>
        {say(busy.value ? "signin.checking" : "signin.go")}
      </button>
      {organisation.value && (
        <a class="button" href="/api/v1/session/oidc">
          {say("signin.organisation")}
        </a>
      )}
      <p class="gate-words">{say("signin.help")}</p>
    </form>
  );
}

const firstEmpty = (form: HTMLFormElement | null): HTMLInputElement | undefined =>
  [...(form?.querySelectorAll("input") ?? [])].find((input) => input.value === "");
