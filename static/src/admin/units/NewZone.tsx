import { useSignal } from "@preact/signals";
import { put } from "../../shared/api/client";
import { say } from "../../shared/i18n/say";
import { Field } from "../../shared/ui/Field";
import { Modal } from "../../shared/ui/Modal";
import { ProblemNote } from "../../shared/ui/ProblemNote";
import { useAct } from "../../shared/ui/useAct";
import { readUnits, unitName, units } from "../state/store";
import { matches } from "../state/tree";
import type { TreeUnit } from "../state/types";

const CODE = /^[0-9A-Z]{4,12}$/;

/** Make a functional zone of some townships, or change which ones it has. */
export function NewZone(props: { zone: TreeUnit | null; close: () => void }) {
  const { zone } = props;
  const code = useSignal(zone?.code ?? "");
  const name = useSignal(zone?.name ?? "");
  const members = useSignal<ReadonlySet<string>>(new Set(zone?.members ?? []));
  const { busy, problem, run } = useAct();
  const ready = CODE.test(code.value) && name.value.trim() !== "" && members.value.size > 0;
  const save = () =>
    run(async () => {
      const body = { name: name.value.trim(), members: [...members.value] };
      await put(`/units/${code.value}`, body);
      await readUnits(true);
      props.close();
    });
  return (
    <Modal title={say(zone === null ? "zone.add" : "zone.change")} close={props.close}>
      <form
        class="detail-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) void save();
        }}
      >
        <Field
          label={say("zone.name")}
          value={name.value}
          onValue={(value) => {
            name.value = value;
          }}
          input={{ name: "zone-name", maxlength: 32 }}
        />
        <Field
          label={say("zone.code")}
          value={code.value}
          onValue={(value) => {
            code.value = value.toUpperCase();
          }}
          hint={say("zone.codeHint")}
          input={{ name: "zone-code", maxlength: 12, disabled: zone !== null }}
        />
        <Members members={members.value} onMembers={(next) => set(members, next)} />
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
    </Modal>
  );
}

function set<T>(signal: { value: T }, next: T): void {
  signal.value = next;
}

/** The townships, to be ticked; those ticked stay in sight whatever is searched. */
function Members(props: {
  members: ReadonlySet<string>;
  onMembers: (next: ReadonlySet<string>) => void;
}) {
  const search = useSignal("");
  const text = search.value.trim();
  const shown = units.value.filter(
    (unit) =>
      unit.level === "township" &&
      (props.members.has(unit.code) || text === "" || matches(unit, text)),
  );
  const turn = (code: string, on: boolean) => {
    const next = new Set(props.members);
    if (on) next.add(code);
    else next.delete(code);
    props.onMembers(next);
  };
  return (
    <fieldset class="members">
      <legend>{say("zone.members", { count: props.members.size })}</legend>
      <input
        class="input"
        type="search"
        aria-label={say("people.unitFind")}
        placeholder={say("people.unitFind")}
        value={search.value}
        onInput={(event) => {
          search.value = event.currentTarget.value;
        }}
      />
      <div class="members-list">
        {shown.map((unit) => (
          <label key={unit.code}>
            <input
              type="checkbox"
              checked={props.members.has(unit.code)}
              onChange={(event) => turn(unit.code, event.currentTarget.checked)}
            />
            <span>{unit.name}</span>
            <small>{unit.parent_code === null ? "" : unitName(unit.parent_code)}</small>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
