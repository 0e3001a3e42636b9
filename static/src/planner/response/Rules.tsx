import { inLanguage } from "../../shared/i18n/language";
import { say } from "../../shared/i18n/say";
import { RuleLevel, RuleText } from "../../shared/response/RuleWords";
import type { Rule, RuleTable } from "../../shared/response/types";
import { verdictOf } from "../../shared/response/words";
import { seesValues } from "../../shared/session/home";
import { session } from "../../shared/session/store";
import { Loaded } from "../../shared/ui/Loaded";
import { recommendation } from "../state/storm";
import { SignalRules } from "./SignalRules";
import { TableSource } from "./TableSource";
import { useFreshTable } from "./useFreshTable";

/** Both rule tables as they are in force, with what holds now. To be read, not changed. */
export function Rules() {
  const table = useFreshTable("/response-rules");
  return (
    <>
      <section class="block">
        <header>
          <h3>{say("response.rules.response")}</h3>
          {table.value.value !== null && <span>{inLanguage(table.value.value.label)}</span>}
        </header>
        <Loaded load={table}>{(told) => <Table told={told} />}</Loaded>
      </section>
      <SignalRules />
      {seesValues(session.value?.permissions ?? []) && (
        <p class="fine">
          <a href="/values#response">{say("values.editTable")}</a>
        </p>
      )}
    </>
  );
}

function Table({ told }: { told: RuleTable }) {
  return (
    <>
      <ul class="rule-table">
        {told.rules.map((rule) => (
          <Line key={rule.id} rule={rule} told={told} />
        ))}
      </ul>
      <TableSource source={told.source} version={told.version} name={told.adopted_by} />
    </>
  );
}

function Line({ rule, told }: { rule: Rule; told: RuleTable }) {
  const verdict = verdictOf(recommendation.value, rule.id);
  const missing = recommendation.value?.not_judged.find(({ id }) => id === rule.id)?.missing ?? [];
  return (
    <li data-verdict={verdict ?? "none"}>
      <span class="rule-level">
        <RuleLevel level={rule.level} />
      </span>
      <p>
        <RuleText rule={rule} table={told} />
        {missing.length > 0 && <small>{missing.map(inLanguage).join(" · ")}</small>}
      </p>
      {verdict !== null && <em>{say(`response.rules.${verdict}`)}</em>}
    </li>
  );
}
