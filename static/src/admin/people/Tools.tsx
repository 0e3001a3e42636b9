import type { Signal } from "@preact/signals";
import { type Key, say } from "../../shared/i18n/say";
import { ROLES } from "../../shared/session/types";
import { units } from "../state/store";
import type { AccountState } from "../state/types";
import { ANY, type Wanted } from "./filter";

const STATES: readonly AccountState[] = ["active", "new", "locked", "disabled"];

/** Narrowing the list, and adding to it. */
export function Tools(props: { wanted: Signal<Wanted>; add: (() => void) | null }) {
  const { wanted } = props;
  const set = (part: Partial<Wanted>) => {
    wanted.value = { ...wanted.value, ...part };
  };
  const wide = units.value.filter(({ level }) => level !== "village");
  return (
    <>
      <input
        class="input"
        type="search"
        aria-label={say("people.search")}
        placeholder={say("people.search")}
        value={wanted.value.text}
        onInput={(event) => set({ text: event.currentTarget.value })}
      />
      <Pick
        label="people.allUnits"
        value={wanted.value.unit}
        onValue={(unit) => set({ unit })}
        options={wide.map(({ code, name }) => [code, name])}
      />
      <Pick
        label="people.allRoles"
        value={wanted.value.role}
        onValue={(role) => set({ role })}
        options={ROLES.filter((role) => role !== "wall").map((role) => [role, say(`role.${role}`)])}
      />
      <Pick
        label="people.allStates"
        value={wanted.value.state}
        onValue={(state) => set({ state })}
        options={STATES.map((state) => [state, say(`people.state.${state}`)])}
      />
      {props.add !== null && (
        <button type="button" class="button button-primary" onClick={props.add}>
          {say("people.add")}
        </button>
      )}
    </>
  );
}

function Pick(props: {
  label: Key;
  value: string;
  onValue: (value: string) => void;
  options: (readonly [string, string])[];
}) {
  return (
    <select
      class="input"
      aria-label={say(props.label)}
      value={props.value}
      onChange={(event) => props.onValue(event.currentTarget.value)}
    >
      <option value={ANY}>{say(props.label)}</option>
      {props.options.map(([value, text]) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </select>
  );
}
