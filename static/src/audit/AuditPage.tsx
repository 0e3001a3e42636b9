import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { get } from "../shared/api/client";
import { realNow } from "../shared/clock";
import { pastSecond } from "../shared/format/past";
import { say } from "../shared/i18n/say";
import { ProblemNote } from "../shared/ui/ProblemNote";
import { Detail } from "../shared/ui/SplitView";
import { type Column, Table } from "../shared/ui/Table";
import { useAct } from "../shared/ui/useAct";
import { download, toCsv } from "./csv";
import { EntryDetail } from "./EntryDetail";
import { Filters } from "./Filters";
import { PAGE, queryOf } from "./query";
import { ResultWord } from "./ResultWord";
import { type AuditEntry, NOTHING, type Wanted } from "./types";
import { Verification } from "./Verification";
import { actionWord } from "./words";
import "./audit.css";

/** Who did what to what, when, from where, with what result: found, read, taken away as CSV. */
export function AuditPage() {
  const wanted = useSignal<Wanted>(NOTHING);
  const entries = useSignal<AuditEntry[] | null>(null);
  const more = useSignal(false);
  const actions = useSignal<string[]>([]);
  const chosen = useSignal<string | null>(null);
  const { busy, problem, run } = useAct();
  const read = (before?: number) =>
    run(async () => {
      const part = await get("/audit", queryOf(wanted.value, before));
      entries.value =
        before === undefined ? part.entries : [...(entries.value ?? []), ...part.entries];
      more.value = part.more;
      actions.value = part.actions;
    });
  const find = (next: Wanted) => {
    wanted.value = next;
    chosen.value = null;
    void read();
  };
  useEffect(() => void read(), []);
  const shown = entries.value ?? [];
  const entry = shown.find((each) => String(each.audit_id) === chosen.value);
  return (
    <main class="audit" data-chosen={entry !== undefined}>
      <Filters wanted={wanted.value} actions={actions.value} find={find} />
      <div class="audit-bar">
        <Verification />
        <span class="quiet num">
          {say(more.value ? "audit.shownMore" : "audit.shown", { count: shown.length })}
        </span>
        <button
          type="button"
          class="button button-small"
          disabled={shown.length === 0}
          onClick={() => download("haitang-audit.csv", toCsv(shown))}
        >
          {say("audit.export")}
        </button>
      </div>
      <div class="audit-list" aria-busy={busy.value}>
        {problem.value !== null && (
          <div class="load-fault">
            <ProblemNote problem={problem.value} />
            <button type="button" class="button" onClick={() => void read()}>
              {say("office.again")}
            </button>
          </div>
        )}
        {entries.value === null && problem.value === null && (
          <p class="load-wait">{say("office.loading")}</p>
        )}
        {shown.length > 0 && (
          <Table
            label={say("audit.title")}
            columns={columns()}
            rows={shown}
            idOf={(each) => String(each.audit_id)}
            chosen={chosen.value}
            choose={(each) => {
              chosen.value = String(each.audit_id);
            }}
          />
        )}
        {entries.value !== null && shown.length === 0 && (
          <p class="empty">
            {say("audit.none")} {say("audit.noneTodo")}
          </p>
        )}
        {more.value && (
          <button
            type="button"
            class="button audit-more"
            disabled={busy.value}
            onClick={() => void read(shown.at(-1)?.audit_id)}
          >
            {say("audit.more", { count: PAGE })}
          </button>
        )}
      </div>
      <Detail
        back={() => {
          chosen.value = null;
        }}
        detail={
          entry && <EntryDetail entry={entry} only={(part) => find({ ...wanted.value, ...part })} />
        }
      />
    </main>
  );
}

const columns = (): Column<AuditEntry>[] => [
  {
    head: say("audit.time"),
    width: "150px",
    num: true,
    cell: (each) => pastSecond(each.recorded_at, realNow.value),
  },
  { head: say("audit.actor"), width: "17%", cell: (each) => <strong>{each.actor}</strong> },
  { head: say("audit.action"), width: "19%", cell: (each) => actionWord(each.action) },
  { head: say("audit.object"), cell: (each) => each.object },
  { head: say("audit.result"), width: "98px", cell: (each) => <ResultWord entry={each} /> },
  { head: say("audit.where"), width: "124px", num: true, cell: (each) => each.address ?? "—" },
];
