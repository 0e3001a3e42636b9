import { useSignal } from "@preact/signals";
import { put } from "../../shared/api/client";
import { say } from "../../shared/i18n/say";
import { Field } from "../../shared/ui/Field";
import { ProblemNote } from "../../shared/ui/ProblemNote";
import { useAct } from "../../shared/ui/useAct";
import { type Answerable, POSITIONS, type Position } from "../state/types";

type Written = Record<Position, { name: string; phone: string }>;

const EMPTY = { name: "", phone: "" };

/** Enter who answers; what is left empty stays as it is. */
export function ChainForm(props: {
  code: string;
  known: Answerable[];
  finish: () => Promise<void>;
}) {
  const written = useSignal<Written>({ responsible: EMPTY, deputy: EMPTY, duty: EMPTY });
  const { busy, problem, run } = useAct();
  const set = (position: Position, part: "name" | "phone") => (value: string) => {
    const before = written.value[position];
    written.value = { ...written.value, [position]: { ...before, [part]: value } };
  };
  const full = POSITIONS.filter((each) => written.value[each].name.trim() !== "");
  const save = () =>
    run(() =>
      put(`/units/${props.code}/responsibility`, {
        responsibility: full.map((position) => ({ position, ...written.value[position] })),
      }),
    );
  return (
    <form
      class="detail-form"
      onSubmit={async (event) => {
        event.preventDefault();
        if (full.length > 0 && (await save())) await props.finish();
      }}
    >
      <p class="quiet">{say("chain.editNote")}</p>
      {POSITIONS.map((position) => (
        <div class="chain-edit" key={position}>
          <span>{say(`chain.${position}`)}</span>
          <Field
            label={say("chain.name")}
            value={written.value[position].name}
            onValue={set(position, "name")}
            input={{ maxlength: 32 }}
          />
          <Field
            label={say("chain.phone")}
            value={written.value[position].phone}
            onValue={set(position, "phone")}
            input={{ inputmode: "tel", maxlength: 32 }}
          />
        </div>
      ))}
      <ProblemNote problem={problem.value} />
      <div class="form-acts">
        <button
          type="submit"
          class="button button-primary"
          disabled={full.length === 0 || busy.value}
        >
          {say("chain.save")}
        </button>
        <button type="button" class="button" onClick={() => void props.finish()}>
          {say("chain.cancel")}
        </button>
      </div>
    </form>
  );
}
