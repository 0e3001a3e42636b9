import { say } from "../../shared/i18n/say";
import { changeName, rulesFor } from "../../shared/response/words";
import { may } from "../../shared/session/store";
import { ProblemNote } from "../../shared/ui/ProblemNote";
import { useAct } from "../../shared/ui/useAct";
import { openPart } from "../state/response";
import { recommendation } from "../state/storm";
import { Basis, LevelChoice, TrackChoice, UnitChoice } from "./DraftFields";
import { FiredRules } from "./FiredRules";
import { type Fields, lacking, levelOf, send, TYPHOON, trackOf, useFields } from "./fields";

/** A level, or an end, with its grounds: filled in from the rules, changed by whoever drafts. */
export function DraftForm() {
  const fields = useFields();
  const act = useAct();
  if (!may("set_response")) return <p class="note">{say("response.form.mayNot")}</p>;
  const submit = async (event: Event) => {
    event.preventDefault();
    if (await act.run(() => send(fields))) openPart("standing");
  };
  const activates = fields.change === "activate";
  return (
    <form class="response-form" aria-busy={act.busy.value} onSubmit={(event) => void submit(event)}>
      <UnitChoice fields={fields} />
      <TrackChoice fields={fields} />
      {activates && <LevelChoice fields={fields} />}
      {activates && fields.track.value === TYPHOON && (
        <FiredRules rules={rulesFor(recommendation.value, fields.level.value)} />
      )}
      <Basis fields={fields} />
      <ProblemNote problem={act.problem.value} />
      <Submit fields={fields} busy={act.busy.value} />
    </form>
  );
}

function Submit({ fields, busy }: { fields: Fields; busy: boolean }) {
  const lacks = lacking(fields);
  const title = trackOf(fields)?.title ?? { zh: "", en: "" };
  const what = changeName({ change: fields.change, title, level: levelOf(fields) });
  return (
    <>
      <div class="form-acts">
        <button
          type="submit"
          class="button button-primary"
          disabled={busy || lacks !== null}
          aria-describedby="response-lacks"
        >
          {say("response.form.submit", { what })}
        </button>
        <button type="button" class="button" onClick={() => openPart("standing")}>
          {say("response.form.cancel")}
        </button>
      </div>
      <p class="response-why" id="response-lacks" role="status">
        {lacks !== null && say(lacks)}
      </p>
    </>
  );
}
