import type { Condition, MeasureMeaning } from "../../shared/api/generated";
import { inLanguage } from "../../shared/i18n/language";
import { say } from "../../shared/i18n/say";
import { LEVELS, levelName } from "../../shared/response/words";
import { Choice, Field } from "../../shared/ui/Field";
import { newCondition, type Rule } from "./conditions";
import { LimitInput } from "./LimitInput";

interface Props {
  rule: Rule;
  measures: readonly MeasureMeaning[];
  /** Null takes the rule out. */
  write: (rule: Rule | null) => void;
}

/** A rule to be changed: level, words in both languages, and what must hold. */
export function RuleEditor({ rule, measures, write }: Props) {
  const put = (part: Partial<Rule>) => write({ ...rule, ...part });
  return (
    <li class="values-rule-editor">
      <fieldset>
        <legend class="num">{rule.id}</legend>
        <div class="values-rule-head">
          <Choice
            label={say("values.rule.level")}
            value={String(rule.level ?? "")}
            options={levels()}
            onValue={(text) => put({ level: text === "" ? null : Number(text) })}
          />
          <Field
            label={say("values.rule.zh")}
            value={rule.text.zh}
            onValue={(zh) => put({ text: { ...rule.text, zh } })}
            input={{ maxLength: 200 }}
          />
          <Field
            label={say("values.rule.en")}
            value={rule.text.en}
            onValue={(en) => put({ text: { ...rule.text, en } })}
            input={{ maxLength: 200 }}
          />
        </div>
        <Conditions rule={rule} measures={measures} put={put} />
        <button type="button" class="button button-small" onClick={() => write(null)}>
          {say("values.rule.remove", { id: rule.id })}
        </button>
      </fieldset>
    </li>
  );
}

const levels = () => [
  ...LEVELS.map((level) => ({ value: String(level), text: levelName(level) })),
  { value: "", text: say("response.rules.sea") },
];

function Conditions(props: {
  rule: Rule;
  measures: readonly MeasureMeaning[];
  put: (part: Partial<Rule>) => void;
}) {
  const { rule, measures, put } = props;
  const { conditions } = rule;
  const free = measures.filter(
    ({ measure }) => !conditions.some((each) => each.measure === measure),
  );
  const change = (at: number, next: Condition[]) =>
    put({ conditions: conditions.flatMap((each, place) => (place === at ? next : [each])) });
  return (
    <ul class="values-conditions">
      {conditions.map((condition, at) => (
        <li key={condition.measure}>
          <LimitInput
            condition={condition}
            meaning={measures.find(({ measure }) => measure === condition.measure)}
            write={(value) => change(at, [{ ...condition, value }])}
          />
          <button
            type="button"
            class="button button-small"
            disabled={conditions.length === 1}
            aria-label={say("values.rule.drop", { what: titleOf(condition, measures) })}
            onClick={() => change(at, [])}
          >
            ✕
          </button>
        </li>
      ))}
      <li>
        <select
          class="input"
          aria-label={say("values.rule.more")}
          value=""
          onChange={(event) => {
            const meaning = free.find(({ measure }) => measure === event.currentTarget.value);
            if (meaning !== undefined) put({ conditions: [...conditions, newCondition(meaning)] });
          }}
        >
          <option value="">{say("values.rule.more")}</option>
          {free.map(({ measure, title }) => (
            <option key={measure} value={measure}>
              {inLanguage(title)}
            </option>
          ))}
        </select>
      </li>
    </ul>
  );
}

function titleOf({ measure }: Condition, measures: readonly MeasureMeaning[]): string {
  const meaning = measures.find((each) => each.measure === measure);
  return meaning === undefined ? measure : inLanguage(meaning.title);
}
