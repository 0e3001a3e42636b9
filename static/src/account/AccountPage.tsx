import { say } from "../shared/i18n/say";
import { may, seesCity, session } from "../shared/session/store";
import type { Holder } from "../shared/session/types";
import { Loaded } from "../shared/ui/Loaded";
import { useLoad } from "../shared/ui/useLoad";
import { Passkeys } from "./Passkeys";
import { Password } from "./Password";
import { Section } from "./Section";
import { Sessions } from "./Sessions";
import { Totp } from "./Totp";
import "./account.css";

/** One's own account: who, password, second step, where it is signed in. */
export function AccountPage() {
  const load = useLoad("/account");
  const again = load.again;
  return (
    <main class="own">
      <h1>{say("account.title")}</h1>
      {session.value?.owes_factor === true && <Owing />}
      <Loaded load={load}>
        {(own) => (
          <>
            <Profile person={own.account} />
            <Password own={own} again={again} />
            <Totp own={own} again={again} />
            <Passkeys own={own} again={again} />
            <Sessions own={own} again={again} />
          </>
        )}
      </Loaded>
    </main>
  );
}

/** Nothing else opens: say so where it can be mended. */
function Owing() {
  return (
    <div class="own-owing" role="alert">
      <strong>{say("owing.title")}</strong>
      <p>{say("owing.todo")}</p>
    </div>
  );
}

function Profile(props: { person: Holder }) {
  const { display_name, name, role, unit } = props.person;
  const city = seesCity.value ? say("chip.seesCity") : say("chip.seesUnit", { unit: unit.name });
  return (
    <Section title={say("account.profile")} note={say("account.profileHelp")}>
      <dl class="facts">
        <dt>{say("account.name")}</dt>
        <dd>{display_name}</dd>
        <dt>{say("account.login")}</dt>
        <dd>{name}</dd>
        <dt>{say("account.unit")}</dt>
        <dd>{unit.name}</dd>
        <dt>{say("account.role")}</dt>
        <dd>{say(`role.${role}`)}</dd>
        <dt>{say("account.sees")}</dt>
        <dd>{may("view") ? city : say("chip.seesNothing")}</dd>
      </dl>
    </Section>
  );
}
