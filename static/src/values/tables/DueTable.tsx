import type { DueRule, DueRules } from "../../shared/api/generated";
import { inLanguage } from "../../shared/i18n/language";
import { say } from "../../shared/i18n/say";
import { useLoad } from "../../shared/ui/useLoad";
import type { Described } from "./difference";
import { TableView } from "./TableView";

/** Who is due for which hazard: hazards across, groups down. */
export function DueTable() {
  const load = useLoad("/due-rules");
  return <TableView id="exposure" path="/due-rules" load={load} describe={describe} rows={rows} />;
}

const YES = "✓";

function describe(row: DueRule, table: DueRules): Described {
  const says = table.groups
    .filter(({ code }) => row.groups.includes(code))
    .map(({ title }) => [inLanguage(title), YES]);
  return { id: row.hazard, title: say(`due.${row.hazard}`), says: Object.fromEntries(says) };
}

function rows(rules: DueRule[], table: DueRules, write: ((rules: DueRule[]) => void) | null) {
  const turn = (row: DueRule, code: DueRule["groups"][number]) => {
    const groups = row.groups.includes(code)
      ? row.groups.filter((each) => each !== code)
      : [...row.groups, code];
    write?.(rules.map((each) => (each === row ? { ...row, groups } : each)));
  };
  return (
    <table class="values-due">
      <thead>
        <tr>
          <th scope="col">{say("values.group")}</th>
          {rules.map(({ hazard }) => (
            <th key={hazard} scope="col">
              {say(`due.${hazard}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.groups.map(({ code, title }) => (
          <tr key={code}>
            <th scope="row">{inLanguage(title)}</th>
            {rules.map((row) => (
              <td key={row.hazard}>
                {write === null ? (
                  <Mark on={row.groups.includes(code)} />
                ) : (
                  <input
                    type="checkbox"
                    aria-label={`${say(`due.${row.hazard}`)} · ${inLanguage(title)}`}
                    checked={row.groups.includes(code)}
                    disabled={isLast(row, code)}
                    title={isLast(row, code) ? say("due.last") : undefined}
                    onChange={() => turn(row, code)}
                  />
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Mark({ on }: { on: boolean }) {
  return (
    <>
      <span aria-hidden="true">{on ? YES : ""}</span>
      <span class="visually-hidden">{say(on ? "roles.yes" : "roles.no")}</span>
    </>
  );
}

const isLast = (row: DueRule, code: DueRule["groups"][number]) =>
  row.groups.length === 1 && row.groups[0] === code;
