import { useSignal } from "@preact/signals";
import { post, put, remove } from "../shared/api/client";
import { say } from "../shared/i18n/say";
import { takeSession } from "../shared/session/load";
import { Field } from "../shared/ui/Field";
import { Qr } from "../shared/ui/Once";
import { Twice } from "../shared/ui/Twice";
import { useAct } from "../shared/ui/useAct";
import { Refused } from "./Refused";
import { Section } from "./Section";
import type { OwnAccount } from "./types";

interface Enrolment {
  secret: string;
  uri: string;
  qr_svg: string;
}

/** One-time codes: turn on by scanning and showing one, turn off. */
export function Totp(props: { own: OwnAccount; again: () => Promise<void> }) {
  const enrolment = useSignal<Enrolment | null>(null);
  const done = useSignal(false);
  const { busy, problem, run } = useAct();
  const on = props.own.totp;
  const begin = () =>
    run(async () => {
      enrolment.value = await post("/account/totp", {});
    });
  const stop = () =>
    run(async () => {
      takeSession(await remove("/account/totp"));
      done.value = false;
      await props.again();
    });
  const confirm = (code: string) =>
    run(async () => {
      takeSession(await put("/account/totp", { code }));
      enrolment.value = null;
      done.value = true;
      await props.again();
    });
  return (
    <Section title={say("totp.title")} note={say("totp.why")}>
      <p>{say(on ? "totp.on" : "totp.off")}</p>
      {done.value && <p class="done-note">{say("totp.done")}</p>}
      {enrolment.value !== null && (
        <Enrol enrolment={enrolment.value} confirm={confirm} busy={busy.value} />
      )}
      <Refused problem={problem.value} />
      {on && (
        <Twice text={say("totp.remove")} ask={say("totp.removeAsk")} act={() => void stop()} />
      )}
      {!on && enrolment.value === null && (
        <button type="button" class="button" disabled={busy.value} onClick={() => void begin()}>
          {say("totp.add")}
        </button>
      )}
    </Section>
  );
}

const DIGITS = 6;

function Enrol(props: {
  enrolment: Enrolment;
  confirm: (code: string) => Promise<boolean>;
  busy: boolean;
}) {
  const code = useSignal("");
  const { secret, qr_svg } = props.enrolment;
  return (
    <form
      class="totp-enrol"
      onSubmit={(event) => {
        event.preventDefault();
        void props.confirm(code.value);
      }}
    >
      <Qr svg={qr_svg} label={say("totp.scan")} />
      <div class="own-form">
        <p>{say("totp.scan")}</p>
        <p class="quiet">
          {say("totp.byHand")}
          <code class="once-text">{groups(secret)}</code>
        </p>
        <Field
          label={say("totp.code")}
          value={code.value}
          onValue={(value) => {
            code.value = value.replace(/\D/g, "").slice(0, DIGITS);
          }}
          input={{ inputmode: "numeric", autocomplete: "one-time-code", name: "totp" }}
        />
        <div class="form-acts">
          <button
            type="submit"
            class="button button-primary"
            disabled={code.value.length !== DIGITS || props.busy}
          >
            {say("totp.confirm")}
          </button>
        </div>
      </div>
    </form>
  );
}

/** In fours, as people copy it. */
const groups = (secret: string) => secret.replace(/(.{4})(?=.)/g, "$1 ");
