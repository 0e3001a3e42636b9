import { say } from "../../shared/i18n/say";
import { may } from "../../shared/session/store";
import { ProblemNote } from "../../shared/ui/ProblemNote";
import { useAct } from "../../shared/ui/useAct";
import { draftOrder, orderAddress } from "../reading/orders";
import { orderOfZone } from "../state/orders";

/** From the answer to the order: draft one, or go to the one that is on its way or in force. */
export function Order({ zoneId }: { zoneId: string }) {
  const act = useAct();
  const order = orderOfZone.value.get(zoneId);
  if (order !== undefined) {
    const state = `${order.number ?? ""} ${say(`orders.is.${order.state}`)}`.trim();
    return (
      <div class="next-step">
        <a class="button" href={orderAddress(order.document_id)}>
          {say("orders.desk.open", { state })}
        </a>
      </div>
    );
  }
  if (!may("draft_documents")) return null;
  return (
    <div class="next-step">
      <button
        type="button"
        class="button button-primary"
        disabled={act.busy.value}
        onClick={() => void act.run(() => draftOrder(zoneId))}
      >
        {say("orders.desk.draft")}
      </button>
      <ProblemNote problem={act.problem.value} />
    </div>
  );
}
