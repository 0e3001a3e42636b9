import { say } from "../shared/i18n/say";
import type { DocumentHead } from "../shared/orders/types";
import { stateSeverity } from "../shared/orders/words";
import { Plate } from "../shared/ui/Plate";

/** The state in a word; dashed while nobody has signed, accent while it holds. */
export function StatePlate({ order }: { order: Pick<DocumentHead, "state"> }) {
  const severity = stateSeverity(order.state);
  const text = say(`orders.is.${order.state}`);
  if (severity !== "none") return <Plate severity={severity}>{text}</Plate>;
  return (
    <span class="order-state" data-state={order.state}>
      {text}
    </span>
  );
}
