import { post, remove } from "../../shared/api/client";
import { realNow } from "../../shared/clock";
import { pastMoment } from "../../shared/format/past";
import { say } from "../../shared/i18n/say";
import { Plate } from "../../shared/ui/Plate";
import { ProblemNote } from "../../shared/ui/ProblemNote";
import { useAct } from "../../shared/ui/useAct";
import type { SignerChange } from "../state/types";

/** What was asked for of an account that signs, until two officers agree or the delay is over. */
export function Waiting(props: { changes: SignerChange[]; again: () => Promise<void> }) {
  if (props.changes.length === 0) return null;
  return (
    <section class="detail-part">
      {props.changes.map((each) => (
        <Change key={each.change_id} change={each} again={props.again} />
      ))}
    </section>
  );
}

function Change(props: { change: SignerChange; again: () => Promise<void> }) {
  const { change_id, change, asked_by, due_at, approved_by } = props.change;
  const { busy, problem, run } = useAct();
  const path = `/accounts/signer-changes/${change_id}`;
  const act = async (what: () => Promise<unknown>) => {
    if (await run(what)) await props.again();
  };
  return (
    <>
      <Plate severity="yellow">{say("signers.asked", { who: asked_by, change })}</Plate>
      <p class="quiet">
        {approved_by === null
          ? say("signers.due", { time: pastMoment(due_at, realNow.value) })
          : say("signers.approved", { who: approved_by })}
      </p>
      <div class="form-acts">
        {approved_by === null && (
          <button
            type="button"
            class="button"
            disabled={busy.value}
            onClick={() => void act(() => post(`${path}/approval`, {}))}
          >
            {say("signers.approve")}
          </button>
        )}
        <button
          type="button"
          class="button"
          disabled={busy.value}
          onClick={() => void act(() => remove(path))}
        >
          {say("signers.withdraw")}
        </button>
      </div>
      <ProblemNote problem={problem.value} />
    </>
  );
}
