import { inLanguage } from "../shared/i18n/language";
import { say } from "../shared/i18n/say";
import type { DocumentView } from "../shared/orders/types";
import { Plate } from "../shared/ui/Plate";

/** What is known against signing or issuing it now; of one that has ended or holds, nothing. */
export function Known({ order }: { order: DocumentView }) {
  if (!["draft", "submitted", "signed"].includes(order.state)) return null;
  return (
    <section class="order-part">
      <header class="order-part-head">
        <h2>{say("orders.known")}</h2>
      </header>
      {order.findings.length === 0 && <p class="quiet">{say("orders.known.none")}</p>}
      <ul class="known">
        {order.findings.map((each) => (
          <li key={each.code + each.text.zh}>
            <Plate severity={each.refuses ? "orange" : "yellow"}>
              {say(each.refuses ? "orders.known.refuses" : "orders.known.warns")}
            </Plate>
            <span>{inLanguage(each.text)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
