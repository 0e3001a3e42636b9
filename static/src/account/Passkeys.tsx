import { useSignal } from "@preact/signals";
import { post, remove } from "../shared/api/client";
import { realNow } from "../shared/clock";
import { pastMoment } from "../shared/format/past";
import { say } from "../shared/i18n/say";
import { takeSession } from "../shared/session/load";
import { closed } from "../shared/session/passkey";
import { createPasskey, passkeyFault } from "../shared/session/webauthn";
import { Field } from "../shared/ui/Field";
import { Twice } from "../shared/ui/Twice";
import { useAct } from "../shared/ui/useAct";
import { Refused } from "./Refused";
import { Section } from "./Section";
import type { OwnAccount, Passkey } from "./types";

/** Passkeys: add under a name, remove. */
export function Passkeys(props: { own: OwnAccount; again: () => Promise<void> }) {
  const label = useSignal("");
  const { busy, problem, run } = useAct();
  const fault = passkeyFault();
  const add = () =>
    run(async () => {
      await register(label.value.trim());
      label.value = "";
      await props.again();
    });
  const drop = (id: Passkey["id"]) =>
    run(async () => {
      takeSession(await remove(`/account/passkeys/${id}`));
      await props.again();
    });
  return (
    <Section title={say("passkeys.title")} note={say("passkeys.why")}>
      {props.own.passkeys.length === 0 ? (
        <p>{say("passkeys.none")}</p>
      ) : (
        <ul class="own-rows">
          {props.own.passkeys.map((one) => (
            <Row key={one.id} one={one} drop={() => void drop(one.id)} />
          ))}
        </ul>
      )}
      {fault === null ? (
        <form
          class="own-inline"
          onSubmit={(event) => {
            event.preventDefault();
            if (label.value.trim() !== "") void add();
          }}
        >
          <Field
            label={say("passkeys.label")}
            value={label.value}
            onValue={(value) => {
              label.value = value;
            }}
            hint={say("passkeys.labelHint")}
            input={{ name: "passkey-label", maxlength: 64 }}
          />
          <button type="submit" class="button" disabled={label.value.trim() === "" || busy.value}>
            {say("passkeys.add")}
          </button>
        </form>
      ) : (
        <p class="quiet">{say(`passkey.fault.${fault}`)}</p>
      )}
      <Refused problem={problem.value} />
    </Section>
  );
}

async function register(label: string): Promise<void> {
  const options = await post("/account/passkeys/options", {});
  const credential = await createPasskey(options).catch((error: unknown) => {
    throw closed(error, "passkeys.cancelled", "passkeys.cancelledTodo");
  });
  takeSession(await post("/account/passkeys", { label, credential }));
}

function Row(props: { one: Passkey; drop: () => void }) {
  const { label, created_at, last_used_at } = props.one;
  const now = realNow.value;
  return (
    <li>
      <strong>{label}</strong>
      <span class="num quiet">{say("passkeys.added", { time: pastMoment(created_at, now) })}</span>
      <span class="num quiet">
        {last_used_at === null
          ? say("passkeys.unused")
          : say("passkeys.used", { time: pastMoment(last_used_at, now) })}
      </span>
      <Twice
        class="button-small"
        text={say("passkeys.remove")}
        ask={say("passkeys.removeAsk")}
        act={props.drop}
      />
    </li>
  );
}
