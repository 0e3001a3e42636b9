import { type Signal, useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { put } from "../../shared/api/client";
import type { ChangeView } from "../../shared/api/generated";
import { say } from "../../shared/i18n/say";
import { may } from "../../shared/session/store";
import { Loaded } from "../../shared/ui/Loaded";
import { ProblemNote } from "../../shared/ui/ProblemNote";
import { Twice } from "../../shared/ui/Twice";
import { useAct } from "../../shared/ui/useAct";
import type { Load } from "../../shared/ui/useLoad";
import { GroundsFields, useGrounds } from "../change/GroundsFields";
import { History } from "../change/History";
import { WaitingChange } from "../change/WaitingChange";
import { TABLE_KEYS, type TableId } from "../state/rooms";
import { changed, done, waitingFor } from "../state/store";
import { Differences } from "./Differences";
import { type Described, differences } from "./difference";

/** What every table of rules has, whatever its rows are. */
interface Told<Row> {
  version: number;
  rules: Row[];
  shipped: Row[];
  source: string;
  adopted_by: string | null;
}

interface Props<Row, T extends Told<Row>> {
  id: TableId;
  path: string;
  load: Load<T>;
  describe: (row: Row, table: T) => Described;
  /** The rows, to be changed where `write` is given. */
  rows: (rules: Row[], table: T, write: ((rules: Row[]) => void) | null) => ComponentChildren;
}

/** A table of rules as it stands; editing it shows what becomes different, and another approves. */
export function TableView<Row, T extends Told<Row>>(props: Props<Row, T>) {
  const { id, load } = props;
  const draft = useSignal<Row[] | null>(null);
  const seen = changed.value;
  useEffect(() => {
    if (seen > 0) void load.again();
  }, [seen]);
  return (
    <div class="values-table">
      <Loaded load={load}>
        {(table) => {
          const say_ = (rules: unknown) => described(props, table, rules);
          const waiting = waitingFor(TABLE_KEYS[id]);
          return (
            <>
              <Head id={id} table={table} />
              <div class="values-rows">
                {props.rows(
                  draft.value ?? table.rules,
                  table,
                  draft.value === null
                    ? null
                    : (rules) => {
                        draft.value = rules;
                      },
                )}
              </div>
              {waiting !== undefined && (
                <WaitingChange change={waiting}>
                  <Proposed change={waiting} table={table} said={say_} />
                </WaitingChange>
              )}
              {waiting === undefined && may("configure") && (
                <Editing {...props} table={table} draft={draft} said={say_} />
              )}
              <History
                of={TABLE_KEYS[id]}
                show={(change, before) => (
                  <Proposed change={change} before={before} table={table} said={say_} />
                )}
              />
            </>
          );
        }}
      </Loaded>
    </div>
  );
}

type Said = (rules: unknown) => Described[];

function described<Row, T extends Told<Row>>(
  { describe }: Props<Row, T>,
  table: T,
  rules: unknown,
): Described[] {
  return Array.isArray(rules) ? (rules as Row[]).map((row) => describe(row, table)) : [];
}

function Head<Row>({ id, table }: { id: TableId; table: Told<Row> }) {
  return (
    <header class="detail-head">
      <h2>{say(`values.table.${id}`)}</h2>
      <p>
        {table.adopted_by === null
          ? say("values.defaultTable")
          : say("values.adoptedTable", { version: table.version, name: table.adopted_by })}{" "}
        · {table.source}
      </p>
      <p>{say(`values.tableWhat.${id}`)}</p>
    </header>
  );
}

/** What a change of a table does to the one that it was made on. */
function Proposed(props: {
  change: ChangeView;
  before?: ChangeView | undefined;
  table: Told<unknown>;
  said: Said;
}) {
  const { change, before, table, said } = props;
  const rules = rulesOf(change, table);
  const old = change.state === "waiting" ? table.rules : rulesOf(before, table);
  return (
    <>
      {change.value === null && <p>{say("values.shippedTable")}</p>}
      <Differences found={differences(said(old), said(rules))} />
    </>
  );
}

/** The rows that a change carries; without one, and where it takes all back, the shipped ones. */
function rulesOf(change: ChangeView | undefined, table: Told<unknown>): unknown[] {
  const value = change?.value as { rules?: unknown[] } | null | undefined;
  return value?.rules ?? table.shipped;
}

function Editing<Row, T extends Told<Row>>(
  props: Props<Row, T> & { table: T; draft: Signal<Row[] | null>; said: Said },
) {
  const { table, draft, said, path } = props;
  const grounds = useGrounds();
  const { busy, problem, run } = useAct();
  if (draft.value === null) {
    return (
      <section class="detail-part">
        <div class="form-acts">
          <button
            type="button"
            class="button button-primary"
            onClick={() => {
              draft.value = structuredClone(table.rules);
            }}
          >
            {say("values.editTable")}
          </button>
        </div>
      </section>
    );
  }
  const found = differences(said(table.rules), said(draft.value));
  const send = async (rules: Row[] | null) => {
    const body = { rules, version: table.version, ...grounds.given() };
    if (!(await run(() => done(put(path, body))))) return;
    draft.value = null;
    grounds.clear();
  };
  const able = grounds.ready() && !busy.value;
  return (
    <section class="detail-part values-editing">
      <h3>{say("values.difference")}</h3>
      <Differences found={found} />
      <p class="quiet">{say("values.fourEyes")}</p>
      <GroundsFields grounds={grounds} />
      <ProblemNote problem={problem.value} />
      <div class="form-acts">
        <button
          type="button"
          class="button button-primary"
          disabled={!able || found.length === 0}
          onClick={() => void send(draft.value)}
        >
          {say("values.askTable", { count: found.length })}
        </button>
        <button
          type="button"
          class="button"
          onClick={() => {
            draft.value = null;
          }}
        >
          {say("values.drop")}
        </button>
        {table.adopted_by !== null && (
          <Twice
            text={say("values.askShipped")}
            ask={say("values.askShippedAgain")}
            disabled={!able}
            act={() => void send(null)}
          />
        )}
      </div>
      {!grounds.ready() && <p class="field-hint">{say("values.needsGrounds")}</p>}
    </section>
  );
}
