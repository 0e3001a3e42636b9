import { useSignal } from "@preact/signals";
import { patch } from "../../shared/api/client";
import { say } from "../../shared/i18n/say";
import { may } from "../../shared/session/store";
import type { Role } from "../../shared/session/types";
import { Field } from "../../shared/ui/Field";
import { ProblemNote } from "../../shared/ui/ProblemNote";
import { useAct } from "../../shared/ui/useAct";
import type { Person } from "../state/types";
import { UnitPicker } from "../ui/UnitPicker";
import { RoleChoice } from "./NewPerson";

/** Change a person: name and unit by the administrator, the role by the security officer. */
export function PersonForm(props: {
  person: Person;
  again: () => Promise<void>;
  close: () => void;
}) {
  const { person } = props;
  const name = useSignal(person.display_name);
  const unit = useSignal(person.unit.code);
  const role = useSignal<Role>(person.role);
  const { busy, problem, run } = useAct();
  const changes = {
    ...(name.value.trim() !== person.display_name && { display_name: name.value.trim() }),
    ...(unit.value !== person.unit.code && { unit_code: unit.value }),
    ...(role.value !== person.role && { role: role.value }),
  };
  const ready = Object.keys(changes).length > 0 && name.value.trim() !== "";
  return (
    <form
      class="detail-form"
      onSubmit={async (event) => {
        event.preventDefault();
        if (!ready || !(await run(() => patch(`/accounts/${person.account_id}`, changes)))) return;
        await props.again();
        props.close();
      }}
    >
      {may("administer_units") && (
        <>
          <Field
            label={say("people.name")}
            value={name.value}
            onValue={(value) => {
              name.value = value;
            }}
            input={{ maxlength: 64 }}
          />
          <UnitPicker
            label={say("people.unit")}
            code={unit.value}
            onCode={(code) => {
              unit.value = code;
            }}
          />
        </>
      )}
      <RoleChoice
        role={role.value}
        disabled={!may("administer_rights")}
        onRole={(value) => {
          role.value = value;
        }}
      />
      {!may("administer_rights") && <p class="quiet">{say("people.roleBySecurity")}</p>}
      <ProblemNote problem={problem.value} />
      <div class="form-acts">
        <button type="submit" class="button button-primary" disabled={!ready || busy.value}>
          {say("people.save")}
        </button>
        <button type="button" class="button" onClick={props.close}>
          {say("people.cancel")}
        </button>
      </div>
    </form>
  );
}
