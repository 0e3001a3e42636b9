import type { Recommendation } from "../../shared/api/wind_types";
import { inLanguage } from "../../shared/i18n/language";
import { say } from "../../shared/i18n/say";

/** Rules that hold, each with what was read of its measures. */
export function FiredRules({ rules }: { rules: Recommendation["rules"] }) {
  return (
    <ul class="rules">
      {rules.map((rule) => (
        <li key={rule.id}>
          <b class="num">{say("typhoon.level.rule", { code: rule.id })}</b>
          <span>{inLanguage(rule.title)}</span>
          <ul>
            {rule.reasons.map((reason) => (
              <li key={reason.zh}>{inLanguage(reason)}</li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}
