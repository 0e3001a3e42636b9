import { localTime, millis, two } from "../shared/format/moment";
import { say } from "../shared/i18n/say";
import { ResultWord } from "./ResultWord";
import type { AuditEntry, Wanted } from "./types";
import { actionWord, roleWord } from "./words";

/** One entry in full; who, action and object lead to all entries like it. */
export function EntryDetail(props: { entry: AuditEntry; only: (part: Partial<Wanted>) => void }) {
  const { entry, only } = props;
  const detail = Object.entries(entry.detail ?? {});
  return (
    <>
      <header class="detail-head">
        <h2>{actionWord(entry.action)}</h2>
        <p>{entry.object}</p>
      </header>
      <section class="detail-part">
        <dl class="facts">
          <dt>{say("audit.number")}</dt>
          <dd class="num">{entry.audit_id}</dd>
          <dt>{say("audit.time")}</dt>
          <dd class="num">{fullMoment(entry.recorded_at)}</dd>
          <dt>{say("audit.actor")}</dt>
          <dd>
            {entry.actor} <Only act={() => only({ actor: entry.actor })} />
          </dd>
          <dt>{say("audit.role")}</dt>
          <dd>{roleWord(entry.role)}</dd>
          <dt>{say("audit.unit")}</dt>
          <dd class="num">{entry.unit_code ?? "—"}</dd>
          <dt>{say("audit.where")}</dt>
          <dd class="num">{entry.address ?? "—"}</dd>
          <dt>{say("audit.action")}</dt>
          <dd>
            <code>{entry.action}</code> <Only act={() => only({ action: entry.action })} />
          </dd>
          <dt>{say("audit.object")}</dt>
          <dd>
            {entry.object} <Only act={() => only({ object: entry.object })} />
          </dd>
          <dt>{say("audit.result")}</dt>
          <dd>
            <ResultWord entry={entry} />
          </dd>
        </dl>
      </section>
      {detail.length > 0 && (
        <section class="detail-part">
          <h3>{say("audit.detail")}</h3>
          <dl class="facts">
            {detail.map(([name, value]) => (
              <>
                <dt key={name}>{name}</dt>
                <dd class="num">{typeof value === "string" ? value : JSON.stringify(value)}</dd>
              </>
            ))}
          </dl>
        </section>
      )}
    </>
  );
}

function Only(props: { act: () => void }) {
  return (
    <button type="button" class="only" onClick={props.act}>
      {say("audit.filterBy")}
    </button>
  );
}

/** "2026-07-10 09:05:12": a record's moment is never shortened in full view. */
function fullMoment(text: string): string {
  const ms = millis(text);
  if (ms === null) return text;
  const { year, month, day, hour, minute, second } = localTime(ms);
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(second)}`;
}
