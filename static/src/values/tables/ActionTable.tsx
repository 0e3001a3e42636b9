import {
  ACTION_ANCHOR,
  ACTION_REACH,
  type ActionRule,
  type ActionRules,
  LEVEL_FLOOR,
} from "../../shared/api/generated";
import { inLanguage } from "../../shared/i18n/language";
import { say } from "../../shared/i18n/say";
import { useLoad } from "../../shared/ui/useLoad";
import type { Described } from "./difference";
import { NumberBox } from "./NumberBox";
import { TableView } from "./TableView";

const DAY_MIN = 24 * 60;

/** What is done at which response level, by whom and until when. */
export function ActionTable() {
  const load = useLoad("/task-actions");
  return (
    <TableView id="actions" path="/task-actions" load={load} describe={describe} rows={rows} />
  );
}

function describe(row: ActionRule, table: ActionRules): Described {
  const says = {
    [say("actions.level")]: say(`actions.level.${row.level}`),
    [say("actions.role")]: roleOf(row, table),
    [say("actions.to")]: say(`actions.to.${row.to}`),
    [say("actions.due")]: dueOf(row),
  };
  return { id: row.code, title: `${row.code} ${inLanguage(row)}`, says };
}

function roleOf(row: ActionRule, table: ActionRules): string {
  const found = table.roles.find(({ code }) => code === row.role);
  return found === undefined ? row.role : inLanguage(found.title);
}

function dueOf({ anchor, offset_min: min }: ActionRule): string {
  if (anchor === null) return say("actions.due.none");
  const side = min < 0 ? "before" : "after";
  return say(`actions.${side}.${anchor}`, { hours: Math.abs(min) / 60 });
}

function rows(rules: ActionRule[], table: ActionRules, write: Write) {
  const change = (row: ActionRule, part: Partial<ActionRule>) =>
    write?.(rules.map((each) => (each === row ? { ...row, ...part } : each)));
  return (
    <table class="values-due values-actions">
      <thead>
        <tr>
          <th scope="col">{say("actions.what")}</th>
          <th scope="col">{say("actions.level")}</th>
          <th scope="col">{say("actions.role")}</th>
          <th scope="col">{say("actions.to")}</th>
          <th scope="col">{say("actions.due")}</th>
        </tr>
      </thead>
      <tbody>
        {rules.map((row) => (
          <tr key={row.code}>
            <th scope="row">
              <span class="num">{row.code}</span> {inLanguage(row)}
            </th>
            {write === null ? (
              <Shown row={row} table={table} />
            ) : (
              <Edited row={row} table={table} change={(part) => change(row, part)} />
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type Write = ((rules: ActionRule[]) => void) | null;

function Shown({ row, table }: { row: ActionRule; table: ActionRules }) {
  return (
    <>
      <td>{say(`actions.level.${row.level}`)}</td>
      <td>{roleOf(row, table)}</td>
      <td>{say(`actions.to.${row.to}`)}</td>
      <td class="num">{dueOf(row)}</td>
    </>
  );
}

function Edited(props: {
  row: ActionRule;
  table: ActionRules;
  change: (part: Partial<ActionRule>) => void;
}) {
  const { row, table, change } = props;
  const name = (what: string) => `${row.code} · ${what}`;
  return (
    <>
      <td>
        <Pick
          label={name(say("actions.level"))}
          value={row.level}
          of={LEVEL_FLOOR}
          say={(level) => say(`actions.level.${level}`)}
          write={(level) => change({ level })}
        />
      </td>
      <td>{roleOf(row, table)}</td>
      <td>
        <Pick
          label={name(say("actions.to"))}
          value={row.to}
          of={ACTION_REACH}
          say={(to) => say(`actions.to.${to}`)}
          write={(to) => change({ to })}
        />
      </td>
      <td>
        <Pick
          label={name(say("actions.due"))}
          value={row.anchor ?? "none"}
          of={[...ACTION_ANCHOR, "none"] as const}
          say={(anchor) => say(`actions.anchor.${anchor}`)}
          write={(anchor) => change({ anchor: anchor === "none" ? null : anchor })}
        />
        {row.anchor !== null && (
          <NumberBox
            label={name(say("actions.min"))}
            value={row.offset_min}
            low={-14 * DAY_MIN}
            high={14 * DAY_MIN}
            whole
            write={(offset_min) => change({ offset_min })}
          />
        )}
      </td>
    </>
  );
}

function Pick<Value extends string>(props: {
  label: string;
  value: Value;
  of: readonly Value[];
  say: (value: Value) => string;
  write: (value: Value) => void;
}) {
  return (
    <select
      class="input"
      aria-label={props.label}
      value={props.value}
      onChange={(event) => props.write(event.currentTarget.value as Value)}
    >
      {props.of.map((each) => (
        <option key={each} value={each}>
          {props.say(each)}
        </option>
      ))}
    </select>
  );
}
