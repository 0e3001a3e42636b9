import { incidentNow } from "../../shared/clock";
import { shortMoment } from "../../shared/format/moment";
import { decimal } from "../../shared/format/number";
import { say } from "../../shared/i18n/say";
import { isDoor, type Kept, type ReportBody } from "./kept";

/** One report: when, what, how big, and what became of it. */
export function Line({ report }: { report: Kept }) {
  const { body, state, why } = report;
  const size = decimal(Math.max(0.1, report.bytes / 1000), 1);
  return (
    <li data-state={state}>
      <time>{shortMoment(Date.parse(body.made_at), incidentNow.value)}</time>
      <p>
        <What report={report} />
      </p>
      <small>{say("field.size", { size })}</small>
      <b>{say(`field.state.${state}`)}</b>
      {why !== null && <p class="line-why">{why}</p>}
    </li>
  );
}

function What({ report }: { report: Kept }) {
  if (isDoor(report))
    return <>{`${report.door ?? ""} ${say(`people.state.${report.body.state}`)}`}</>;
  const { kind, text } = report.body as ReportBody;
  return (
    <>
      {kind === "danger" && "◆ "}
      {say(`field.kind.${kind}`)} {text}
    </>
  );
}
