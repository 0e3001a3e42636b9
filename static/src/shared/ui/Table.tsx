import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import "./table.css";

export interface Column<Row> {
  head: string;
  cell: (row: Row) => ComponentChildren;
  /** Share of the width, as CSS has it. */
  width?: string;
  /** Figures: narrow, right of nothing, never broken. */
  num?: boolean;
}

interface Props<Row> {
  label: string;
  columns: Column<Row>[];
  rows: Row[];
  idOf: (row: Row) => string;
  chosen: string | null;
  choose: (row: Row) => void;
}

/** A table whose rows can be chosen: by pointer, or Tab into it and the arrow keys. */
export function Table<Row>(props: Props<Row>) {
  const body = useRef<HTMLTableSectionElement>(null);
  const { columns, rows, idOf, chosen } = props;
  const at = rows.findIndex((row) => idOf(row) === chosen);
  const move = (to: number) => {
    const row = rows[to];
    if (row === undefined) return;
    props.choose(row);
    (body.current?.rows[to] as HTMLElement | undefined)?.focus();
  };
  return (
    <table class="rows" aria-label={props.label}>
      <colgroup>
        {columns.map(({ head, width }) => (
          <col key={head} style={width === undefined ? {} : { width }} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {columns.map(({ head }) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={body}>
        {rows.map((row, index) => (
          <tr
            key={idOf(row)}
            aria-selected={index === at}
            tabIndex={index === Math.max(at, 0) ? 0 : -1}
            onClick={() => move(index)}
            onKeyDown={(event) => {
              if (event.target !== event.currentTarget) return; // a button's or a link's own key
              const to = target(event.key, index, rows.length);
              if (to === null) return;
              event.preventDefault();
              move(to);
            }}
          >
            {columns.map(({ head, cell, num }) => (
              <td key={head} class={num ? "num" : ""}>
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The row a key leads to; null for keys that lead nowhere. */
export function target(key: string, at: number, rows: number): number | null {
  const to: Record<string, number> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    Home: 0,
    End: rows - 1,
    Enter: at,
    " ": at,
  };
  const found = to[key];
  return found === undefined ? null : Math.max(0, Math.min(rows - 1, found));
}
