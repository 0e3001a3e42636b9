import { useSignal } from "@preact/signals";
import { say } from "../shared/i18n/say";
import type { DocumentView } from "../shared/orders/types";
import { isEnded } from "../shared/orders/words";
import { may } from "../shared/session/store";
import { ProblemNote } from "../shared/ui/ProblemNote";
import { Twice } from "../shared/ui/Twice";
import { type Act, useAct } from "../shared/ui/useAct";
import { Reason, type Reasoned } from "./Reason";
import { Remarks } from "./Remarks";
import { draftNext, edit, take } from "./state/store";

/** What the asker may do with it now, and why not where another must. */
export function Acts({ order }: { order: DocumentView }) {
  const act = useAct();
  const asking = useSignal<Reasoned | null>(null);
  return (
    <footer class="order-acts" aria-busy={act.busy.value}>
      <ProblemNote problem={act.problem.value} />
      {order.may.includes("edit") && <Remarks key={order.document_id} order={order} act={act} />}
      {asking.value === null ? (
        <Buttons order={order} act={act} ask={(step) => (asking.value = step)} />
      ) : (
        <Reason
          step={asking.value}
          act={act}
          order={order}
          close={() => {
            asking.value = null;
          }}
        />
      )}
    </footer>
  );
}

function Buttons(props: { order: DocumentView; act: Act; ask: (step: Reasoned) => void }) {
  const { order, act } = props;
  const can = (step: DocumentView["may"][number]) => order.may.includes(step);
  return (
    <div class="form-acts">
      {can("submit") && (
        <button
          type="button"
          class="button button-primary"
          disabled={act.busy.value}
          onClick={() => void act.run(() => take(order, "submit"))}
        >
          {say("orders.act.submit")}
        </button>
      )}
      <Binding order={order} act={act} />
      {can("edit") && order.findings.length > 0 && (
        <button
          type="button"
          class="button"
          disabled={act.busy.value}
          onClick={() => void act.run(() => edit(order, { refresh: true }))}
        >
          {say("orders.refresh")}
        </button>
      )}
      {order.state === "issued" && may("draft_documents") && (
        <button type="button" class="button" onClick={() => void act.run(() => draftNext(order))}>
          {say("orders.act.next")}
        </button>
      )}
      {(["return", "lift", "withdraw"] as const).filter(can).map((step) => (
        <button key={step} type="button" class="button" onClick={() => props.ask(step)}>
          {say(`orders.act.${step}`)}
        </button>
      ))}
      <Others order={order} />
    </div>
  );
}

/** What binds others takes two presses, and its button names what it does it to. */
function Binding({ order, act }: { order: DocumentView; act: Act }) {
  const refused = order.findings.some(({ refuses }) => refuses);
  const what = order.number ?? say("orders.title");
  const step = (["sign", "issue"] as const).find((each) => order.may.includes(each));
  if (step === undefined) return null;
  return (
    <Twice
      class="button-primary"
      text={say(`orders.act.${step}`, { what })}
      ask={say(`orders.act.${step}Ask`, { what })}
      disabled={act.busy.value || refused}
      act={() => void act.run(() => take(order, step))}
    />
  );
}

/** Whose the next step is, where it is not the asker's. */
function Others({ order }: { order: DocumentView }) {
  if (isEnded(order.state)) return <p class="quiet">{say("orders.act.ended")}</p>;
  const own = { draft: "submit", submitted: "sign", signed: "issue", issued: "lift" } as const;
  const next = own[order.state as keyof typeof own];
  if (order.may.includes(next)) return null;
  const who = ({ sign: "signer", lift: "lifter" } as const)[next as "sign" | "lift"] ?? "drafter";
  return <p class="quiet">{say("orders.act.none", { who: say(`orders.who.${who}`) })}</p>;
}
