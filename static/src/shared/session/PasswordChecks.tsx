import { say } from "../i18n/say";
import type { Check } from "./policy";

/** Each rule of the policy with a tick as soon as it is met. */
export function PasswordChecks(props: { checks: Check[] }) {
  return (
    <ul class="policy-checks" aria-label={say("policy.title")}>
      {props.checks.map((check) => (
        <li key={check.key} data-met={check.met}>
          <span aria-hidden="true">{check.met ? "✓" : "·"}</span>
          <span>
            {check.text}
            <span class="visually-hidden">{say(check.met ? "policy.met" : "policy.unmet")}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
