import type { ResponseTable } from "../../shared/api/generated";
import { RuleLevel, RuleText } from "../../shared/response/RuleWords";
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
