import type { RegisterView, RowEntry, ValueChanged } from "../../shared/api/generated";
import { realNow } from "../../shared/clock";
import { millis } from "../../shared/format/moment";
import { pastMoment } from "../../shared/format/past";
import { inLanguage } from "../../shared/i18n/language";
import { say } from "../../shared/i18n/say";
import { Loaded } from "../../shared/ui/Loaded";
import { useLoad } from "../../shared/ui/useLoad";
import { shown } from "../state/words";

const SAME_MS = 60_000;

/** What the row was, the newest first: when it was recorded, by whom, and from when it holds. */
export function History(props: { register: RegisterView; path: string }) {
  const load = useLoad(`${props.path}/history` as `/registers/${string}/rows/${string}/history`);
  return (
    <section class="detail-part">
      <h3>{say("registers.history")}</h3>
      <Loaded load={load}>
        {({ entries }) => (
          <ol class="registers-history">
            {entries.map((entry) => (
              <Entry key={entry.entry_id} register={props.register} entry={entry} />
            ))}
          </ol>
        )}
      </Loaded>
    </section>
  );
}

function Entry({ register, entry }: { register: RegisterView; entry: RowEntry }) {
  const change = entry.change as "insert" | "update" | "delete";
  return (
    <li>
      <p class="num">
        {pastMoment(entry.recorded_at, realNow.value)} · {entry.recorded_by} ·{" "}
        {say(`registers.began.${change}`)}
      </p>
      {isEarlier(entry) && (
        <p class="quiet num">
          {say("registers.holds", { time: pastMoment(entry.valid_from, realNow.value) })}
        </p>
      )}
      {entry.values.map((each) => (
        <Change key={each.field} register={register} change={each} />
      ))}
    </li>
  );
}

const isEarlier = ({ valid_from, recorded_at }: RowEntry) =>
  (millis(recorded_at) ?? 0) - (millis(valid_from) ?? 0) > SAME_MS;

function Change({ register, change }: { register: RegisterView; change: ValueChanged }) {
  const field = register.fields.find(({ name }) => name === change.field);
  const said = (value: unknown) =>
    field === undefined ? String(value ?? "—") : shown(field, value);
  return (
    <p>
      {inLanguage(change.label)} <del>{said(change.was)}</del> → <b>{said(change.becomes)}</b>
    </p>
  );
}
