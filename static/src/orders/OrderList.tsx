import { realNow } from "../shared/clock";
import { pastMoment } from "../shared/format/past";
import { inLanguage } from "../shared/i18n/language";
import { say } from "../shared/i18n/say";
import type { DocumentHead } from "../shared/orders/types";
import { Loaded } from "../shared/ui/Loaded";
import { type Column, Table } from "../shared/ui/Table";
import { StatePlate } from "./StatePlate";
import { list, listProblem, readList, useFresh } from "./state/store";

/** Every order of the incident. */
export function OrderList() {
  useFresh(readList, "list");
  return (
    <main class="orders">
      <header class="orders-head">
        <h1>{say("orders.title")}</h1>
        <span class="quiet">{say("orders.order")}</span>
      </header>
      <Loaded load={{ value: list, problem: listProblem, again: readList }}>
        {(orders) =>
          orders.length === 0 ? (
            <p class="empty">
              {say("orders.none")} <a href={`/${location.search}`}>{say("orders.toMap")}</a>
            </p>
          ) : (
            <Table
              label={say("orders.title")}
              columns={columns()}
              rows={orders}
              idOf={(each) => String(each.document_id)}
              chosen={null}
              choose={() => undefined}
            />
          )
        }
      </Loaded>
    </main>
  );
}

const columns = (): Column<DocumentHead>[] => [
  { head: say("orders.state"), width: "128px", cell: (each) => <StatePlate order={each} /> },
  {
    head: say("orders.number"),
    width: "30%",
    cell: (each) => (
      <a href={`#${each.document_id}`}>
        <strong>{each.number ?? `${say("orders.noNumber")} ${each.document_id}`}</strong>
      </a>
    ),
  },
  { head: say("orders.about"), cell: (each) => inLanguage(each.about) },
  { head: say("orders.issuer"), width: "15%", cell: (each) => each.issuer.name },
  {
    head: say("orders.changed"),
    width: "150px",
    num: true,
    cell: (each) => pastMoment(each.changed_at, realNow.value),
  },
];
