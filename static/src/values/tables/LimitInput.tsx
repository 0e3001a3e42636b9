import type { Condition, MeasureMeaning } from "../../shared/api/generated";
import { inLanguage } from "../../shared/i18n/language";
import { say } from "../../shared/i18n/say";
import { type Limit, limitText } from "./conditions";
import { NumberBox } from "./NumberBox";

interface Props {
  condition: Condition;
  meaning: MeasureMeaning | undefined;
  write: (value: Limit) => void;
}

/** One thing that must hold: its name, and its limit within what the measure may be. */
export function LimitInput({ condition, meaning, write }: Props) {
  if (meaning === undefined) return <span>{condition.measure}</span>;
  const title = inLanguage(meaning.title);
  return (
    <>
      <span>{title}</span>
      {meaning.optional && meaning.bounds !== null && (
        <label class="values-awaited">
          <input
            type="checkbox"
            aria-label={`${title} · ${say("values.rule.awaited")}`}
            checked={condition.value === null}
            onChange={(event) =>
              write(event.currentTarget.checked ? null : Math.min(48, meaning.bounds?.[1] ?? 48))
            }
          />
          {say("values.rule.awaited")}
        </label>
      )}
      <LimitBox condition={condition} meaning={meaning} title={title} write={write} />
    </>
  );
}

function LimitBox(props: Props & { meaning: MeasureMeaning; title: string }) {
  const { condition, meaning, title, write } = props;
  if (meaning.choices.length > 0) {
    return (
      <select
        class="input values-number"
        aria-label={title}
        value={String(condition.value)}
        onChange={(event) => {
          const given = event.currentTarget.value;
          write(meaning.choices.find((each) => String(each) === given) ?? null);
        }}
      >
        {meaning.choices.map((each) => (
          <option key={String(each)} value={String(each)}>
            {limitText(each, meaning)}
          </option>
        ))}
      </select>
    );
  }
  if (meaning.bounds === null || typeof condition.value !== "number") return null;
  const [low, high] = meaning.bounds;
  return (
    <>
      <NumberBox label={title} value={condition.value} low={low} high={high} write={write} />
      <span class="quiet">
        {meaning.unit === "force" ? say("response.rules.force") : meaning.unit}
      </span>
    </>
  );
}
