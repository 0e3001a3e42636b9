import { say } from "../../shared/i18n/say";
import { work } from "../state/store";
import { reports } from "./delivery";
import { Line } from "./Line";
import "./outbox.css";

const SHOWN = 3;

/** How many wait, and the newest reports; a tap opens the whole outbox and closes it. */
export function Queue() {
  const all = reports.value;
  const waiting = all.filter((report) => report.state === "pending").length;
  const open = work.value === "outbox";
  return (
    <section class="queue" aria-live="polite">
      <button
        type="button"
        class="queue-count"
        data-waiting={waiting > 0}
        aria-expanded={open}
        onClick={() => {
          work.value = open ? "doors" : "outbox";
        }}
      >
        <b class="num">{waiting}</b>
        <span>{say("field.pending")}</span>
      </button>
      {all.length === 0 ? (
        <p>{say("field.queue.empty")}</p>
      ) : (
        <ol class="lines num">
          {all.slice(0, SHOWN).map((report) => (
            <Line key={report.report_id} report={report} />
          ))}
        </ol>
      )}
    </section>
  );
}
