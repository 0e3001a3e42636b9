// What is different between two tables of rules, row by row. Pure.

export interface Described {
  id: string;
  title: string;
  /** What a row says, by what it is called. */
  says: Readonly<Record<string, string>>;
}

export interface Line {
  what: string;
  before: string | null;
  after: string | null;
}

export interface Difference {
  id: string;
  title: string;
  kind: "added" | "removed" | "changed";
  lines: Line[];
}

/** Rows that were added, removed or say something else; in the order of the new table. */
export function differences(
  before: readonly Described[],
  after: readonly Described[],
): Difference[] {
  const old = new Map(before.map((row) => [row.id, row]));
  const kept = new Set(after.map((row) => row.id));
  const now = after.flatMap((row) => {
    const lines = compare(old.get(row.id)?.says ?? {}, row.says);
    const kind = old.has(row.id) ? ("changed" as const) : ("added" as const);
    return kind === "changed" && lines.length === 0 ? [] : [{ ...head(row), kind, lines }];
  });
  const gone = before.filter((row) => !kept.has(row.id));
  return [
    ...now,
    ...gone.map((row) => ({
      ...head(row),
      kind: "removed" as const,
      lines: compare(row.says, {}),
    })),
  ];
}

const head = ({ id, title }: Described) => ({ id, title });

function compare(before: Described["says"], after: Described["says"]): Line[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((what) => {
    const line = { what, before: before[what] ?? null, after: after[what] ?? null };
    return line.before === line.after ? [] : [line];
  });
}
