import { limitWord } from "../../planner/response/signal_words";
import { conditionText, levelName } from "../../planner/response/words";
import type { ResponseTable } from "../../shared/api/generated";
import { inLanguage } from "../../shared/i18n/language";
import { say } from "../../shared/i18n/say";
import { LevelSign } from "../../shared/ui/LevelSign";
import type { Rule } from "./conditions";

/** A rule to be read: its level, its words, and all that must hold. */
export function RuleLine({ rule, table }: { rule: Rule; table: ResponseTable }) {
  return (
    <li class="values-rule">
      <span class="values-level">
        {rule.level === null ? (
          say("response.rules.sea")
        ) : (
          <>
            <LevelSign level={rule.level} size={20} />
            <span class="visually-hidden">{levelName(rule.level)}</span>
          </>
        )}
      </span>
      <p>
        <b class="num">{rule.id}</b> {inLanguage(rule.text)}
        <small>
          {rule.conditions
            .map((each) => conditionText(each, table.measures, limitWord))
            .join(" · ")}
        </small>
      </p>
    </li>
  );
}
