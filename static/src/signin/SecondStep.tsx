import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { realNow } from "../shared/clock";
import { clockSeconds } from "../shared/format/moment";
import { say } from "../shared/i18n/say";
import { serverAhead } from "../shared/session/store";
import { passkeyFault } from "../shared/session/webauthn";
import { ProblemNote } from "../shared/ui/ProblemNote";
import { busy, type Factor, problem, sendCode, startAgain, usePasskey } from "./flow";

/** The second proof: a code from the phone, or a passkey. */
export function SecondStep(props: { factors: Factor[] }) {
  const { factors } = props;
  return (
    <section class="gate-step">
      <h2>{say("second.title")}</h2>
      {factors.includes("totp") && <CodeForm />}
      {factors.includes("passkey") && <PasskeyButton alone={!factors.includes("totp")} />}
      <ProblemNote problem={problem.value} />
      {problem.value !== null && factors.includes("totp") && <ServerTime />}
      <button type="button" class="gate-link" onClick={startAgain}>
        {say("second.again")}
      </button>
    </section>
  );
}

const DIGITS = 6;

function CodeForm() {
  const code = useSignal("");
  const box = useRef<HTMLInputElement>(null);
  const send = async () => {
    await sendCode(code.value);
    if (problem.value === null) return;
    code.value = "";
    box.current?.focus();
  };
  useEffect(() => box.current?.focus(), []);
  return (
    <form
      class="gate-code"
      onSubmit={(event) => {
        event.preventDefault();
        if (code.value.length === DIGITS) void send();
      }}
    >
      <label for="second-code">{say("second.code")}</label>
      <input
        id="second-code"
        ref={box}
        class="input code-input num"
        inputmode="numeric"
        autocomplete="one-time-code"
        pattern="[0-9]*"
        value={code.value}
        onInput={(event) => {
          code.value = event.currentTarget.value.replace(/\D/g, "").slice(0, DIGITS);
          event.currentTarget.value = code.value;
          if (code.value.length === DIGITS) void send();
        }}
      />
      <button
        type="submit"
        class="button button-primary"
        disabled={code.value.length !== DIGITS || busy.value}
      >
        {say(busy.value ? "signin.checking" : "second.go")}
      </button>
    </form>
  );
}

function PasskeyButton(props: { alone: boolean }) {
  const fault = passkeyFault();
  const look = props.alone ? "button button-primary" : "button";
  return (
    <>
      <button
        type="button"
        class={look}
        disabled={fault !== null || busy.value}
        onClick={() => void usePasskey()}
      >
        {say("second.passkey")}
      </button>
      {fault !== null && <p class="gate-words">{say(`passkey.fault.${fault}`)}</p>}
    </>
  );
}

/** What the phone's clock should read: a wrong clock makes wrong codes. */
function ServerTime() {
  if (serverAhead.value === null) return null;
  const time = clockSeconds(realNow.value + serverAhead.value);
  return <p class="gate-words num">{say("second.serverTime", { time })}</p>;
}
