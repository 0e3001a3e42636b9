import { useSignal } from "@preact/signals";
import { post } from "../../shared/api/client";
import type { RegisterView, RowView } from "../../shared/api/generated";
import { coordinates } from "../../shared/format/number";
import { inLanguage } from "../../shared/i18n/language";
import { say } from "../../shared/i18n/say";
import { Loaded } from "../../shared/ui/Loaded";
import { ProblemNote } from "../../shared/ui/ProblemNote";
import { useAct } from "../../shared/ui/useAct";
import { useLoad } from "../../shared/ui/useLoad";
import { editing, readRows } from "../state/store";
import { shown } from "../state/words";
import { EntryForm } from "./EntryForm";
import { History } from "./History";

type Clear = Readonly<Record<string, unknown>>;

/** One row in full: what it holds, what can be done with it, what it was. */
export function RowDetail(props: { register: RegisterView; rowKey: string }) {
  const { register } = props;
  const path = `/registers/${register.id}/rows/${encodeURIComponent(props.rowKey)}`;
  const load = useLoad(path as `/registers/${string}/rows/${string}`);
  const clear = useSignal<Clear>({});
  const saved = useSignal(false);
  const done = async () => {
    clear.value = {};
    saved.value = true;
    await Promise.all([load.again(), readRows()]);
  };
  return (
    <Loaded load={load}>
      {(row) => (
        <article aria-label={row.name}>
          <header class="detail-head">
            <h2>{row.name}</h2>
            <p class="num">{row.key}</p>
          </header>
          {editing.value ? (
            <EntryForm register={register} row={row} clear={clear.value} done={done} />
          ) : (
            <>
              <Acts register={register} row={row} path={path} clear={clear} />
              {saved.value && (
                <p class="done-note" role="status">
                  {say("registers.saved")}
                </p>
              )}
              <Facts register={register} row={row} clear={clear.value} />
            </>
          )}
          <History key={row.version} register={register} path={path} />
        </article>
      )}
    </Loaded>
  );
}

function Acts(props: {
  register: RegisterView;
  row: RowView;
  path: string;
  clear: { value: Clear };
}) {
  const { register, row, clear } = props;
  const { busy, problem, run } = useAct();
  const reveal = () =>
    run(async () => {
      clear.value = ((await post(`${props.path}/reveal` as const, {})) as { values: Clear }).values;
    });
  return (
    <section class="detail-part">
      <div class="form-acts">
        {register.may_edit && (
          <button
            type="button"
            class="button button-primary"
            onClick={() => {
              editing.value = true;
            }}
          >
            {say("registers.edit")}
          </button>
        )}
        {row.lon !== null && row.lat !== null && (
          <a class="button" href={`/#place=${row.lon.toFixed(5)},${row.lat.toFixed(5)}`}>
            {say("registers.map")}
          </a>
        )}
        {register.may_reveal && Object.keys(clear.value).length === 0 && (
          <button type="button" class="button" disabled={busy.value} onClick={() => void reveal()}>
            {say("registers.reveal")}
          </button>
        )}
      </div>
      <ProblemNote problem={problem.value} />
    </section>
  );
}

function Facts(props: { register: RegisterView; row: RowView; clear: Clear }) {
  const { register, row, clear } = props;
  return (
    <section class="detail-part">
      <dl class="facts">
        {register.fields.map((field) => (
          <div key={field.name}>
            <dt>{inLanguage(field.label)}</dt>
            <dd class="num">{shown(field, clear[field.name] ?? row.values[field.name])}</dd>
          </div>
        ))}
        {row.lon !== null && row.lat !== null && (
          <div>
            <dt>{say("registers.place")}</dt>
            <dd class="num">{coordinates(row.lon, row.lat)}</dd>
          </div>
        )}
      </dl>
    </section>
  );
}
