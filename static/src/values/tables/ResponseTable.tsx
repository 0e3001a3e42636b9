import type { ResponseTable as Told } from "../../shared/api/generated";
import { inLanguage } from "../../shared/i18n/language";
import { say } from "../../shared/i18n/say";
import { levelName } from "../../shared/response/words";
import { useLoad } from "../../shared/ui/useLoad";
import { limitText, newRule, type Rule } from "./conditions";
import type { Described } from "./difference";
import { RuleEditor } from "./RuleEditor";
import { RuleLine } from "./RuleLine";
import { TableView } from "./TableView";

/** When a response level is recommended: each rule with all that must hold. */
export function ResponseTable() {
  const load = useLoad("/response-rules");
  return (
    <TableView id="response" path="/response-rules" load={load} describe={describe} rows={rows} />
  );
}

function describe(rule: Rule, table: Told): Described {
  const conditions = rule.conditions.map(({ measure, value }) => {
    const meaning = table.measures.find((each) => each.measure === measure);
    return [meaning === undefined ? measure : inLanguage(meaning.title), limitText(value, meaning)];
  });
  const level = rule.level === null ? say("response.rules.sea") : levelName(rule.level);
  const says = {
    [say("values.rule.level")]: level,
    [say("values.rule.zh")]: rule.text.zh,
    [say("values.rule.en")]: rule.text.en,
    ...Object.fromEntries(conditions),
  };
  return { id: rule.id, title: `${rule.id} ${inLanguage(rule.text)}`, says };
}

function rows(rules: Rule[], table: Told, write: ((rules: Rule[]) => void) | null) {
  if (write === null) {
    return (
      <ul class="values-rules">
        {rules.map((rule) => (
          <RuleLine key={rule.id} rule={rule} table={table} />
        ))}
      </ul>
    );
  }
  return (
    <>
      <ul class="values-rules">
        {rules.map((rule, at) => (
          <RuleEditor
            key={`${at}`}
            rule={rule}
            measures={table.measures}
            write={(next) =>
              write(rules.flatMap((each, place) => (place === at ? (next ?? []) : each)))
            }
          />
        ))}
      </ul>
      <button
        type="button"
        class="button button-small"
        onClick={() => write([...rules, newRule(rules)])}
      >
        {say("values.rule.add")}
      </button>
    </>
  );
}
