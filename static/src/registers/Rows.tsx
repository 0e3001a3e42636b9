import type { RegisterField, RegisterRow, RegisterView } from "../shared/api/generated";
import { count } from "../shared/format/number";
import { inLanguage } from "../shared/i18n/language";
import { say } from "../shared/i18n/say";
import { ProblemNote } from "../shared/ui/ProblemNote";
import { SplitView } from "../shared/ui/SplitView";
import { type Column, Table } from "../shared/ui/Table";
import { EntryForm } from "./row/EntryForm";
import { RowDetail } from "./row/RowDetail";
import {
  chosen,
  close,
  entering,
  filters,
  list,
  listProblem,
  offset,
  PAGE,
  register,
  text,
  turnTo,
} from "./state/store";
import { heading, listed } from "./state/words";
import { Tools } from "./Tools";

/** The rows of a register with what narrows them; the chosen one, or a form, at the right. */
export function Rows() {
  const here = register.value;
  if (here === null) return null;
  return (
    <SplitView
      class="registers-split"
      back={close}
      tools={<Tools register={here} />}
      list={<List register={here} />}
      detail={detailOf(here)}
    />
  );
}

function detailOf(here: RegisterView) {
  if (entering.value) return <EntryForm key={`new-${here.id}`} register={here} row={null} />;
  if (chosen.value === null) return null;
  return <RowDetail key={`${here.id}/${chosen.value}`} register={here} rowKey={chosen.value} />;
}

function List({ register: here }: { register: RegisterView }) {
  const told = list.value;
  if (listProblem.value !== null) return <ProblemNote problem={listProblem.value} />;
  if (told === null) return <p class="load-wait">{say("office.loading")}</p>;
  const narrowed = text.value !== "" || Object.values(filters.value).some(Boolean);
  if (told.total === 0)
    return <p class="empty">{say(narrowed ? "registers.none" : "registers.empty")}</p>;
  return (
    <>
      <Table
        label={inLanguage(here.title)}
        columns={columnsOf(here)}
        rows={told.rows}
        idOf={(row) => row.key}
        chosen={chosen.value}
        choose={(row) => {
          close();
          chosen.value = row.key;
        }}
      />
      <Pager total={told.total} />
    </>
  );
}

const WIDTHS: Record<string, string> = { code: "16%", name: "26%" };

function columnsOf(here: RegisterView): Column<RegisterRow>[] {
  return here.fields
    .filter((field) => field.listed)
    .map((field) => ({
      head: heading(field),
      ...(WIDTHS[field.name] && { width: WIDTHS[field.name] }),
      num: field.kind === "integer" || field.kind === "number",
      cell: (row) => <Cell here={here} field={field} row={row} />,
    }));
}

function Cell(props: { here: RegisterView; field: RegisterField; row: RegisterRow }) {
  const { here, field, row } = props;
  const said = listed(field, row.values[field.name]);
  return field.name === here.name_field ? <strong>{said}</strong> : <span>{said}</span>;
}

function Pager({ total }: { total: number }) {
  const from = offset.value;
  const to = Math.min(total, from + PAGE);
  return (
    <div class="registers-pager">
      <span class="num" role="status">
        {say("registers.page", { from: count(from + 1), to: count(to), count: count(total) })}
      </span>
      <button
        type="button"
        class="button button-small"
        disabled={from === 0}
        onClick={() => turnTo(from - PAGE)}
      >
        {say("registers.before")}
      </button>
      <button
        type="button"
        class="button button-small"
        disabled={to >= total}
        onClick={() => turnTo(from + PAGE)}
      >
        {say("registers.after")}
      </button>
      <span class="quiet">{say("registers.keys")}</span>
    </div>
  );
}
