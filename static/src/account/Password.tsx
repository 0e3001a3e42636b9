import { useSignal } from "@preact/signals";
import { post } from "../shared/api/client";
import { realNow } from "../shared/clock";
import { pastMoment } from "../shared/format/past";
import { say } from "../shared/i18n/say";
import { takeSession } from "../shared/session/load";
import { PasswordChecks } from "../shared/session/PasswordChecks";
import { checks, isMet, type PasswordPolicy } from "../shared/session/policy";
import { PasswordField } from "../shared/ui/PasswordField";
import { Plate } from "../shared/ui/Plate";
import { ProblemNote } from "../shared/ui/ProblemNote";
import { useAct } from "../shared/ui/useAct";
import { Section } from "./Section";
import type { OwnAccount } from "./types";

/** The password: how old it is, what it must be, changing it. */
export function Password(props: { own: OwnAccount; again: () => Promise<void> }) {
  const open = useSignal(false);
  const done = useSignal(false);
  const { password, account } = props.own;
  const finish = async () => {
    open.value = false;
    done.value = true;
    await props.again();
  };
  return (
    <Section title={say("password.title")} note={rotation(password.policy)}>
      <Age own={props.own} />
      {done.value && <p class="done-note">{say("password.done")}</p>}
      {open.value ? (
        <Change
          policy={password.policy}
          login={account.name}
          first={password.set_at === null}
          finish={finish}
        />
      ) : (
        <button
          type="button"
          class="button"
          onClick={() => {
            done.value = false;
            open.value = true;
          }}
        >
          {say("password.change")}
        </button>
      )}
    </Section>
  );
}

function rotation({ max_age_days, history }: PasswordPolicy): string {
  if (typeof max_age_days !== "number") return say("password.noRotation");
  return say("password.history", { count: history ?? 0, days: max_age_days });
}

function Age(props: { own: OwnAccount }) {
  const { set_at, expires_at, postponed } = props.own.password;
  if (set_at === null) return <p>{say("password.never")}</p>;
  const now = realNow.value;
  return (
    <p class="num">
      {say("password.setAt", { time: pastMoment(set_at, now) })}
      {" · "}
      {expires_at === null
        ? say("password.noExpiry")
        : say("password.expires", { time: pastMoment(expires_at, now) })}
      {postponed && <Plate severity="yellow">{say("password.postponed")}</Plate>}
    </p>
  );
}

function Change(props: {
  policy: PasswordPolicy;
  login: string;
  first: boolean;
  finish: () => Promise<void>;
}) {
  const old = useSignal("");
  const fresh = useSignal("");
  const again = useSignal("");
  const { busy, problem, run } = useAct();
  const rules = checks(props.policy, fresh.value, props.login);
  const same = fresh.value === again.value;
  const ready = isMet(rules) && same && (props.first || old.value !== "");
  const save = () =>
    run(async () => {
      const body = { new: fresh.value, ...(props.first ? {} : { old: old.value }) };
      const renewed = await post("/account/password", body);
      if (!("ended" in renewed)) takeSession(renewed);
    });
  return (
    <form
      class="own-form"
      onSubmit={async (event) => {
        event.preventDefault();
        if (ready && (await save())) await props.finish();
      }}
    >
      {!props.first && (
        <PasswordField
          label={say("password.old")}
          value={old.value}
          onValue={(value) => {
            old.value = value;
          }}
          autocomplete="current-password"
          autofocus
        />
      )}
      <PasswordField
        label={say("newPassword.fresh")}
        value={fresh.value}
        onValue={(value) => {
          fresh.value = value;
        }}
        autocomplete="new-password"
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
      <div class="form-acts">
        <button type="submit" class="button button-primary" disabled={!ready || busy.value}>
          {say("password.save")}
        </button>
      </div>
    </form>
  );
}
