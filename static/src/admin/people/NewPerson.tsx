import { useSignal } from "@preact/signals";
import { post } from "../../shared/api/client";
import { say } from "../../shared/i18n/say";
import { ROLES, type Role } from "../../shared/session/types";
import { Choice, Field } from "../../shared/ui/Field";
import { Modal } from "../../shared/ui/Modal";
import { ProblemNote } from "../../shared/ui/ProblemNote";
import { useAct } from "../../shared/ui/useAct";
import type { OneTimeLink } from "../state/types";
import { LinkOnce } from "../ui/LinkOnce";
import { UnitPicker } from "../ui/UnitPicker";
import { isLogin } from "./filter";

/** Add a person and hand over the one link that opens the account. */
export function NewPerson(props: { unit: string; again: () => Promise<void>; close: () => void }) {
  const name = useSignal("");
  const login = useSignal("");
  const unit = useSignal(props.unit);
  const made = useSignal<{ name: string; link: OneTimeLink } | null>(null);
  const { busy, problem, run } = useAct();
  const badLogin = login.value !== "" && !isLogin(login.value);
  const ready = name.value.trim() !== "" && isLogin(login.value) && unit.value !== "";
  const create = () =>
    run(async () => {
      const display_name = name.value.trim();
      const body = { login: login.value, display_name, unit_code: unit.value };
      made.value = { name: display_name, link: await post("/accounts", body) };
      await props.again();
    });
  if (made.value !== null) {
    return <LinkOnce name={made.value.name} link={made.value.link} close={props.close} />;
  }
  return (
    <Modal title={say("people.add")} close={props.close}>
      <form
        class="detail-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) void create();
        }}
      >
        <Field
          label={say("people.name")}
          value={name.value}
          onValue={(value) => {
            name.value = value;
          }}
          input={{ name: "display_name", maxlength: 64 }}
        />
        <Field
          label={say("people.login")}
          value={login.value}
          onValue={(value) => {
            login.value = value.toLowerCase();
          }}
          hint={say("people.loginHint")}
          fault={badLogin ? say("people.loginBad") : undefined}
          input={{ name: "login", autocapitalize: "none", maxlength: 64 }}
        />
        <UnitPicker
          label={say("people.unit")}
          code={unit.value}
          onCode={(code) => {
            unit.value = code;
          }}
        />
        <p class="quiet">{say("people.viewerFirst")}</p>
        <ProblemNote problem={problem.value} />
        <div class="form-acts">
          <button type="submit" class="button button-primary" disabled={!ready || busy.value}>
            {say("people.create")}
          </button>
          <button type="button" class="button" onClick={props.close}>
            {say("people.cancel")}
          </button>
        </div>
      </form>
    </Modal>
  );
}

/** A role; three of them keep each other in check, and the hint says so. */
export function RoleChoice(props: {
  role: Role;
  onRole: (role: Role) => void;
  disabled?: boolean;
}) {
  const options = ROLES.filter((role) => role !== "wall");
  return (
    <Choice
      label={say("people.role")}
      value={props.role}
      disabled={props.disabled ?? false}
      onValue={(value) => {
        const role = options.find((each) => each === value);
        if (role !== undefined) props.onRole(role);
      }}
      options={options.map((role) => ({ value: role, text: say(`role.${role}`) }))}
      hint={say("people.officers")}
    />
  );
}
