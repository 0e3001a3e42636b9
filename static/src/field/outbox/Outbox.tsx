import { say } from "../../shared/i18n/say";
import { work } from "../state/store";
import { reports } from "./delivery";
import { Line } from "./Line";

/** Every report on this tablet with its whole text, and the reason when it came back. */
export function Outbox() {
  return (
    <section class="outbox">
      <header>
        <h2>{say("field.outbox")}</h2>
        <button
          type="button"
          class="act"
          onClick={() => {
            work.value = "doors";
          }}
        >
          {say("field.outbox.close")}
        </button>
      </header>
      <ol class="lines num">
        {reports.value.map((report) => (
          <Line key={report.report_id} report={report} />
        ))}
      </ol>
      {reports.value.length === 0 && <p class="note">{say("field.queue.empty")}</p>}
    </section>
  );
}
