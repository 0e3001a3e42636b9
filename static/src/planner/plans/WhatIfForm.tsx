import type { ComponentChildren } from "preact";
import { say } from "../../shared/i18n/say";
import * as plans from "../state/plans";
import { storms } from "../state/storm";
import { askWhatIf } from "./acts";

const ASIDE_KM = [-50, 0, 50];
const EARLIER_H = [0, 6, -6];

/** One change or several; what is worked out is marked as a what-if wherever it stands. */
export function WhatIfForm() {
  const { ways, lines, shelters } = plans.leantOn.value;
  const agencies = [...new Set(storms.value.map((each) => each.agency))];
  const ready = plans.suppositionOf(plans.supposed.value) !== null && !plans.asking.value;
  return (
    <form
      class="plans-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) void askWhatIf();
      }}
    >
      <h3>
        <span class="draft-mark">{say("plans.whatIf")}</span> {say("plans.suppose")}
      </h3>
      <Choice name="agency" word={say("plans.agency")}>
        <option value="">{say("plans.asForecast")}</option>
        {agencies.map((each) => (
          <option key={each}>{each}</option>
        ))}
      </Choice>
      <Choice name="aside_km" word={say("plans.aside")}>
        {ASIDE_KM.map((km) => (
          <option key={km} value={km}>
            {km === 0
              ? say("plans.asForecast")
              : say(km < 0 ? "plans.left" : "plans.right", { km: Math.abs(km) })}
          </option>
        ))}
      </Choice>
      <Choice name="earlier_h" word={say("plans.pace")}>
        {EARLIER_H.map((hours) => (
          <option key={hours} value={hours}>
            {hours === 0
              ? say("plans.asForecast")
              : say(hours > 0 ? "plans.earlier" : "plans.later", { hours: Math.abs(hours) })}
          </option>
        ))}
      </Choice>
      <Choice name="way" word={say("plans.closed")}>
        <Names names={ways.map((each) => [each, each])} />
      </Choice>
      <Choice name="line" word={say("plans.stopped")}>
        <Names names={lines.map((each) => [each, each])} />
      </Choice>
      <Choice name="shelter" word={say("plans.lost")}>
        <Names names={shelters} />
      </Choice>
      <button type="submit" class="button button-primary" aria-disabled={!ready}>
        {plans.asking.value ? say("plans.asking") : say("plans.ask")}
      </button>
    </form>
  );
}

function Names({ names }: { names: readonly (readonly [string, string])[] }) {
  return (
    <>
      <option value="">{say("plans.noneOf")}</option>
      {names.map(([value, name]) => (
        <option key={value} value={value}>
          {name}
        </option>
      ))}
    </>
  );
}

function Choice(props: { name: keyof plans.Supposed; word: string; children: ComponentChildren }) {
  const value = plans.supposed.value[props.name];
  return (
    <label>
      <span>{props.word}</span>
      <select
        value={value}
        onChange={(event) => {
          const told = event.currentTarget.value;
          const chosen = typeof value === "number" ? Number(told) : told;
          plans.supposed.value = { ...plans.supposed.value, [props.name]: chosen };
        }}
      >
        {props.children}
      </select>
    </label>
  );
}
