import type { ComponentChildren } from "preact";
import type { ChangeView } from "../../shared/api/generated";
import { say } from "../../shared/i18n/say";
import { Plate } from "../../shared/ui/Plate";
import { ProblemNote } from "../../shared/ui/ProblemNote";
import { Twice } from "../../shared/ui/Twice";
import { useAct } from "../../shared/ui/useAct";
import { approve, withdraw } from "../state/store";
import { people } from "../state/words";

/** A change that waits for a second person: what, by whom, why; approve it or send it back. */
export function WaitingChange(props: { change: ChangeView; children: ComponentChildren }) {
  const { change } = props;
  const { busy, problem, run } = useAct();
  return (
    <section class="detail-part values-waiting">
      <Plate severity="yellow">{say("values.waits")}</Plate>
      {props.children}
      <p>{change.reason}</p>
      <p class="quiet">
        {change.source} · {people(change)}
      </p>
      {!change.may_approve && <p class="quiet">{say("values.anotherApproves")}</p>}
      <ProblemNote problem={problem.value} />
      <div class="form-acts">
        {change.may_approve && (
          <Twice
            class="button-primary"
            text={say("values.approve")}
            ask={say("values.approveAsk")}
            disabled={busy.value}
            act={() => void run(() => approve(change))}
          />
        )}
        {change.may_withdraw && (
          <Twice
            text={say(change.may_approve ? "values.refuse" : "values.withdraw")}
            ask={say(change.may_approve ? "values.refuseAsk" : "values.withdrawAsk")}
            disabled={busy.value}
            act={() => void run(() => withdraw(change))}
          />
        )}
      </div>
    </section>
  );
}
