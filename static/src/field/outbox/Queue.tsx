import { clockTime } from "../../shared/format/moment";
import { decimal } from "../../shared/format/number";
import { say } from "../../shared/i18n/say";
import { reports } from "./delivery";
import type { Kept } from "./store";

const SHOWN = 3;

/** How many wait, and the newest reports with what became of them. */
export function Queue() {
  const all = reports.value;
  const waiting = all.filter((report) => report.state === "pending").length;
  return (
    <section class="queue" aria-live="polite">
      <div class="queue-count" data-waiting={waiting > 0}>
        <b class="num">{waiting}</b>
        <span>{say("field.pending")}</span>
      </div>
      {all.length === 0 ? (
        <p>{say("field.queue.empty")}</p>
      ) : (
        <ol class="num">
          {all.slice(0, SHOWN).map((report) => (
            <Line key={report.report_id} report={report} />
          ))}
        </ol>
      )}
    </section>
  );
}

function Line({ report }: { report: Kept }) {
  const { body, state } = report;
  const size = decimal(Math.max(0.1, report.bytes / 1000), 1);
  return (
    <li data-state={state} title={report.why ?? ""}>
      <time>{clockTime(Date.parse(body.made_at))}</time>
      <span>{report.why ?? `${say(`field.kind.${body.kind}`)} ${body.text}`}</span>
      <small>{say("field.size", { size })}</small>
      <b>{say(`field.state.${state}`)}</b>
    </li>
  );
}
