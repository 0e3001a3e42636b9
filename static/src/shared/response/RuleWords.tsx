import { inLanguage } from "../i18n/language";
import { say } from "../i18n/say";
import { LevelSign } from "../ui/LevelSign";
import { limitWord } from "./signal_words";
import type { Rule, RuleTable } from "./types";
import { conditionText, levelName } from "./words";

/** The level that a rule recommends, as a sign; the response at sea has none. */
export function RuleLevel({ level }: { level: Rule["level"] }) {
  if (level === null) return <>{say("response.rules.sea")}</>;
  return (
    <>
      <LevelSign level={level} size={20} />
      <span class="visually-hidden">{levelName(level)}</span>
    </>
  );
}

/** A rule's number, its words, and all that must hold. */
export function RuleText({ rule, table }: { rule: Rule; table: RuleTable }) {
  return (
    <>
      <b class="num">{rule.id}</b> {inLanguage(rule.text)}
      <small>
        {rule.conditions.map((each) => conditionText(each, table.measures, limitWord)).join(" · ")}
      </small>
    </>
  );
}
