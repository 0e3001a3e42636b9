import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { realNow } from "../shared/clock";
import { type Key, say } from "../shared/i18n/say";
import { Field } from "../shared/ui/Field";
import { daysBack } from "./query";
import { NOTHING, type Result, type Wanted } from "./types";
import { actionWord } from "./words";

const RESULTS: readonly Result[] = ["done", "refused", "failed"];
const SPANS = [0, 7, 30] as const;

/** The conditions; Enter or the button asks, a span of days asks at once. */
export function Filters(props: {
  wanted: Wanted;
  actions: string[];
  find: (next: Wanted) => void;
}) {
  const now = useSignal<Wanted>(props.wanted);
  useEffect(() => {
    now.value = props.wanted;
  }, [props.wanted]);
  const set = (part: Partial<Wanted>) => {
    now.value = { ...now.value, ...part };
  };
  const written = (name: keyof Wanted, label: Key, more = {}) => (
    <Field
      label={say(label)}
      value={now.value[name]}
      onValue={(value) => set({ [name]: value })}
      input={{ name, ...more }}
    />
  );
  return (
    <form
      class="audit-filters"
      onSubmit={(event) => {
        event.preventDefault();
        props.find(now.value);
      }}
    >
      {written("from", "audit.from", { type: "datetime-local" })}
      {written("to", "audit.to", { type: "datetime-local" })}
      {written("actor", "audit.actor")}
      <div class="field">
        <label for="audit-action">{say("audit.action")}</label>
        <select
          id="audit-action"
          class="input"
          value={now.value.action}
          onChange={(event) => set({ action: event.currentTarget.value })}
        >
          <option value="">{say("audit.anyResult")}</option>
          {props.actions.map((code) => (
            <option key={code} value={code}>
              {actionWord(code)}
            </option>
          ))}
        </select>
      </div>
      {written("object", "audit.object")}
      <div class="field">
        <label for="audit-result">{say("audit.result")}</label>
        <select
          id="audit-result"
          class="input"
          value={now.value.result}
          onChange={(event) => set({ result: event.currentTarget.value })}
        >
          <option value="">{say("audit.anyResult")}</option>
          {RESULTS.map((result) => (
            <option key={result} value={result}>
              {say(`audit.result.${result}`)}
            </option>
          ))}
        </select>
      </div>
      {written("q", "audit.text", { type: "search" })}
      <div class="audit-acts">
        <button type="submit" class="button button-primary">
          {say("audit.find")}
        </button>
        {SPANS.map((days) => (
          <button
            key={days}
            type="button"
            class="button"
            onClick={() =>
              props.find({ ...now.value, from: daysBack(days, realNow.value), to: "" })
            }
          >
            {days === 0 ? say("audit.today") : say("audit.days", { count: days })}
          </button>
        ))}
        <button type="button" class="button" onClick={() => props.find(NOTHING)}>
          {say("audit.clear")}
        </button>
      </div>
    </form>
  );
}
