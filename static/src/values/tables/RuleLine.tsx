import { RuleLevel, RuleText } from "../../planner/response/RuleWords";
import type { ResponseTable } from "../../shared/api/generated";
import type { Rule } from "./conditions";

/** A rule to be read: its level, its words, and all that must hold. */
export function RuleLine({ rule, table }: { rule: Rule; table: ResponseTable }) {
  return (
    <li class="values-rule">
      <span class="values-level">
        <RuleLevel level={rule.level} />
      </span>
      <p>
        <RuleText rule={rule} table={table} />
      </p>
    </li>
  );
}
