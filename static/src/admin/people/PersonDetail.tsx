import { useSignal } from "@preact/signals";
import { patch, post, remove } from "../../shared/api/client";
import { realNow } from "../../shared/clock";
import { clockTime, millis } from "../../shared/format/moment";
import { pastMoment } from "../../shared/format/past";
import { say } from "../../shared/i18n/say";
import { may } from "../../shared/session/store";
import type { Role } from "../../shared/session/types";
import { Plate } from "../../shared/ui/Plate";
import { ProblemNote } from "../../shared/ui/ProblemNote";
import { Twice } from "../../shared/ui/Twice";
import { type Act, useAct } from "../../shared/ui/useAct";
import { units } from "../state/store";
import { pathOf } from "../state/tree";
import type { OneTimeLink, Person } from "../state/types";
import { LinkOnce } from "../ui/LinkOnce";
import { PersonForm } from "./PersonForm";

/** One person: what they are, changing it, ways in, ways out. */
export function PersonDetail(props: { person: Person; again: () => Promise<void> }) {
  const { person, again } = props;
  const editing = useSignal(false);
  return (
    <>
      <header class="detail-head">
        <h2>{person.display_name}</h2>
        <p>{pathOf(units.value, person.unit.code) || person.unit.name}</p>
      </header>
      <section class="detail-part">
        {editing.value ? (
          <PersonForm
            person={person}
            again={again}
            close={() => {
              editing.value = false;
            }}
          />
        ) : (
          <>
            <Facts person={person} />
            <button
              type="button"
              class="button button-small"
              onClick={() => {
                editing.value = true;
              }}
            >
              {say("people.edit")}
            </button>
          </>
        )}
      </section>
      <Acts person={person} again={again} />
    </>
  );
}

function Facts(props: { person: Person }) {
  const { person } = props;
  const second = [
    person.totp ? say("people.secondTotp") : null,
    person.passkeys > 0 ? `${say("people.secondPasskey")} ${person.passkeys}` : null,
  ].filter((each) => each !== null);
  const until = millis(person.locked_until);
  return (
    <dl class="facts">
      <dt>{say("people.login")}</dt>
      <dd>{person.name}</dd>
      <dt>{say("people.unit")}</dt>
      <dd>{person.unit.name}</dd>
      <dt>{say("people.role")}</dt>
      <dd>{say(`role.${person.role}`)}</dd>
      <dt>{say("people.state")}</dt>
      <dd>
        {person.state === "locked" ? (
          <Plate severity="yellow">
            {say("people.state.locked")} {until !== null && clockTime(until)}
          </Plate>
        ) : (
          say(`people.state.${person.state}`)
        )}
      </dd>
      <dt>{say("people.second")}</dt>
      <dd>{second.length === 0 ? "—" : second.join(" · ")}</dd>
      <dt>{say("people.lastSeen")}</dt>
      <dd class="num">{pastMoment(person.last_seen_at, realNow.value)}</dd>
    </dl>
  );
}

function Acts(props: { person: Person; again: () => Promise<void> }) {
  const act = useAct();
  const link = useSignal<OneTimeLink | null>(null);
  const done = useSignal<string | null>(null);
  const { person } = props;
  const path = `/accounts/${person.account_id}`;
  const run = async (what: () => Promise<unknown>, word: string | null) => {
    done.value = null;
    if (!(await act.run(what))) return;
    done.value = word;
    await props.again();
  };
  const makeLink = (reset_factors: boolean) => async () => {
    link.value = await post(`/accounts/${person.account_id}/link`, { reset_factors });
  };
  const mayLink = may(isOfficer(person) ? "administer_rights" : "administer_units");
  return (
    <section class="detail-part">
      <div class="form-acts">
        {mayLink && person.state !== "disabled" && (
          <button
            type="button"
            class="button"
            disabled={act.busy.value}
            onClick={() => void run(makeLink(false), null)}
          >
            {say("people.link")}
          </button>
        )}
        {mayLink && person.state !== "disabled" && (person.totp || person.passkeys > 0) && (
          <Twice
            text={say("people.linkReset")}
            ask={say("people.linkResetAsk")}
            act={() => void run(makeLink(true), null)}
          />
        )}
        {person.state === "locked" && (
          <button
            type="button"
            class="button button-primary"
            onClick={() => void run(() => post(`${path}/unlock`, {}), say("people.unlocked"))}
          >
            {say("people.unlock")}
          </button>
        )}
        <Twice
          text={say("people.endSessions")}
          ask={say("people.endAsk")}
          act={() => void run(() => remove(`${path}/sessions`), say("people.ended"))}
        />
        <Disable person={person} run={run} act={act} />
      </div>
      {person.state !== "disabled" && <p class="quiet">{say("people.disableNote")}</p>}
      {done.value !== null && (
        <p class="done-note" role="status">
          {done.value}
        </p>
      )}
      <ProblemNote problem={act.problem.value} />
      {link.value !== null && (
        <LinkOnce
          name={person.display_name}
          link={link.value}
          close={() => {
            link.value = null;
          }}
        />
      )}
    </section>
  );
}

const OFFICERS: readonly Role[] = ["administrator", "security_administrator", "auditor"];

/** An officer's link is the security officer's to make, everybody else's the administrator's. */
const isOfficer = ({ role }: Person) => OFFICERS.includes(role);

function Disable(props: {
  person: Person;
  run: (what: () => Promise<unknown>, word: string | null) => Promise<void>;
  act: Act;
}) {
  const { person, run } = props;
  const set = (disabled: boolean) =>
    void run(() => patch(`/accounts/${person.account_id}`, { disabled }), null);
  if (person.state === "disabled") {
    return (
      <button type="button" class="button" onClick={() => set(false)}>
        {say("people.enable")}
      </button>
    );
  }
  return (
    <Twice
      text={say("people.disable")}
      ask={say("people.disableAsk", { name: person.display_name })}
      disabled={props.act.busy.value}
      act={() => set(true)}
    />
  );
}
