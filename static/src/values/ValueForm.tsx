import { useSignal } from "@preact/signals";
import type { OfficeValue } from "../shared/api/generated";
import { figure, unitWord } from "../shared/format/office_value";
import { say } from "../shared/i18n/say";
import { Choice, Field } from "../shared/ui/Field";
import { ProblemNote } from "../shared/ui/ProblemNote";
import { Twice } from "../shared/ui/Twice";
import { useAct } from "../shared/ui/useAct";
import { GroundsFields, useGrounds } from "./change/GroundsFields";
import { changeValue } from "./state/store";
import { fault, written } from "./state/words";

/** Another value, why, and by what; saving says what it does. */
export function ValueForm({ value }: { value: OfficeValue }) {
  const text = useSignal("");
  const done = useSignal("");
  const grounds = useGrounds();
  const { busy, problem, run } = useAct();
  const wrong = fault(value, text.value);
  const wanted = written(value, text.value);
  const ready = text.value.trim() !== "" && wrong === undefined && wanted !== value.value;
  const send = async (chosen: number | string | null) => {
    done.value = "";
    if (!(await run(() => changeValue(value.key, value.version, chosen, grounds.given())))) return;
    text.value = "";
    grounds.clear();
    done.value = say(value.four_eyes ? "values.sent" : "values.saved");
  };
  const acts = value.four_eyes ? ASKING : CHANGING;
  const shipped = figure(value.default, value.unit);
  return (
    <form
      class="detail-part"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready && grounds.ready() && !busy.value) void send(wanted);
      }}
    >
      <h3>{say("values.change")}</h3>
      {value.four_eyes && <p class="quiet">{say("values.fourEyes")}</p>}
      <NewValue value={value} text={text} fault={wrong} />
      <GroundsFields grounds={grounds} />
      <ProblemNote problem={problem.value} />
      {done.value !== "" && (
        <p class="done-note" role="status">
          {done.value}
        </p>
      )}
      <div class="form-acts">
        <button
          type="submit"
          class="button button-primary"
          disabled={!ready || !grounds.ready() || busy.value}
        >
          {ready ? say(acts.to, { value: figure(wanted, value.unit) }) : say(acts.none)}
        </button>
        {value.adopted && (
          <Twice
            text={say("values.backTo", { value: shipped })}
            ask={say("values.backToAsk", { value: shipped })}
            disabled={!grounds.ready() || busy.value}
            act={() => void send(null)}
          />
        )}
      </div>
      {!grounds.ready() && <p class="field-hint">{say("values.needsGrounds")}</p>}
    </form>
  );
}

const CHANGING = { to: "values.changeTo", none: "values.change" } as const;
const ASKING = { to: "values.askFor", none: "values.ask" } as const;

function NewValue(props: {
  value: OfficeValue;
  text: { value: string };
  fault: string | undefined;
}) {
  const { value, text } = props;
  const unit = unitWord(value.unit);
  const label = unit === "" ? say("values.new") : say("values.newIn", { unit });
  const take = (given: string) => {
    text.value = given;
  };
  if (value.choices.length > 0) {
    const options = ["", ...value.choices].map((each) => ({ value: each, text: each || "—" }));
    return <Choice label={label} value={text.value} onValue={take} options={options} />;
  }
  const number = typeof value.default === "number";
  return (
    <Field
      label={label}
      value={text.value}
      onValue={take}
      fault={props.fault}
      input={{
        name: "value",
        inputMode: number ? "decimal" : "tel",
        placeholder: String(value.value),
      }}
    />
  );
}
