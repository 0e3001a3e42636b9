import { localTime, millis, two } from "../shared/format/moment";
import { inLanguage } from "../shared/i18n/language";
import { say } from "../shared/i18n/say";
import type { DocumentView } from "../shared/orders/types";
import { isEnded } from "../shared/orders/words";

type Table = DocumentView["paper"]["tables"][number];

/** How often the exercise's mark stands across the paper. */
const TILES = 160;

/** The order as it prints. */
export function PaperSheet({ order }: { order: DocumentView }) {
  const { paper } = order;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by key, too
    <div class="paper-frame" tabIndex={0}>
      <article
        class="paper"
        data-mark={order.exercise ? `${say("orders.exercise")} `.repeat(TILES) : undefined}
        aria-label={inLanguage(paper.title)}
      >
        <div class="paper-marks">
          {order.exercise && <strong class="paper-mark">{say("orders.exercise")}</strong>}
          {(order.number === null || isEnded(order.state)) && (
            <strong class="paper-mark">{say(`orders.is.${order.state}`)}</strong>
          )}
        </div>
        <h1>{inLanguage(paper.title)}</h1>
        <p class="paper-number num">{order.number ?? say("orders.noNumber")}</p>
        <p class="paper-to">{inLanguage(paper.addressee)}</p>
        {paper.opening.map((each) => (
          <p key={each.zh}>{inLanguage(each)}</p>
        ))}
        {paper.tables.map((each) => (
          <PaperTable key={each.title.zh} table={each} />
        ))}
        {paper.closing.map((each) => (
          <p key={each.zh}>{inLanguage(each)}</p>
        ))}
        {order.remarks !== "" && <p class="paper-remarks">{order.remarks}</p>}
        <Foot order={order} />
      </article>
    </div>
  );
}

function PaperTable({ table }: { table: Table }) {
  if (table.rows.length === 0) return null;
  return (
    <table data-facts={table.head.length === 0}>
      <caption>{inLanguage(table.title)}</caption>
      {table.head.length > 0 && (
        <thead>
          <tr>
            {table.head.map((each) => (
              <th key={each.zh} scope="col">
                {inLanguage(each)}
              </th>
            ))}
          </tr>
        </thead>
      )}
      <tbody>
        {table.rows.map((row) => (
          <tr key={row[0]?.zh ?? ""}>
            {row.map((cell, at) =>
              at === 0 ? (
                <th key="name" scope="row">
                  {inLanguage(cell)}
                </th>
              ) : (
                <td key={table.head[at]?.zh ?? String(at)}>{inLanguage(cell)}</td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Foot({ order }: { order: DocumentView }) {
  const signed = order.steps.findLast(({ step }) => step === "sign");
  return (
    <footer>
      {order.number !== null && signed !== undefined && (
        <div class="paper-signed">
          <p>{order.issuer.name}</p>
          <p>
            {say("orders.rung.sign")} <strong>{signed.name}</strong>
          </p>
          <p class="num">{fullMoment(signed.at)}</p>
        </div>
      )}
      {order.paper.illustrative && <small>{say("orders.illustrative")}</small>}
      {order.exercise && <small>{say("orders.exerciseFoot")}</small>}
    </footer>
  );
}

/** With its year: a paper lies in a file for years. */
function fullMoment(text: string): string {
  const ms = millis(text);
  if (ms === null) return "";
  const { year, month, day, hour, minute } = localTime(ms);
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}`;
}
