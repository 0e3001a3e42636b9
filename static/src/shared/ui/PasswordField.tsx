import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { say } from "../i18n/say";
import { Field } from "./Field";

/** A password, which its owner may look at. */
export function PasswordField(props: {
  label: string;
  value: string;
  onValue: (value: string) => void;
  autocomplete: "current-password" | "new-password";
  autofocus?: boolean;
  fault?: string | undefined;
}) {
  const seen = useSignal(false);
  const { autocomplete, autofocus = false } = props;
  return (
    <div class="password-field">
      <Field
        label={props.label}
        value={props.value}
        onValue={props.onValue}
        fault={props.fault}
        input={inputOf(seen.value, autocomplete, autofocus)}
      />
      <button
        type="button"
        class="password-eye"
        aria-pressed={seen.value}
        onClick={() => {
          seen.value = !seen.value;
        }}
      >
        {say(seen.value ? "signin.hide" : "signin.show")}
      </button>
    </div>
  );
}

/** Preact's types tell inputs apart by a fixed type; this one changes it. */
const inputOf = (seen: boolean, autocomplete: string, autofocus: boolean) =>
  ({
    type: seen ? "text" : "password",
    name: autocomplete,
    autocomplete,
    autofocus,
  }) as JSX.IntrinsicElements["input"];

/** Whose password it is, for password managers; people see it written elsewhere. */
export function UserName(props: { value: string }) {
  return (
    <input
      class="visually-hidden"
      name="username"
      autocomplete="username"
      value={props.value}
      readOnly
      tabIndex={-1}
      aria-hidden="true"
    />
  );
}
