import { type Signal, useSignal } from "@preact/signals";
import { say } from "../../shared/i18n/say";
import { Field } from "../../shared/ui/Field";
import type { Grounds } from "../state/store";

export interface GroundsState {
  reason: Signal<string>;
  source: Signal<string>;
  ready: () => boolean;
  given: () => Grounds;
  clear: () => void;
}

/** Why something is changed, and what it rests on: neither may be empty. */
export function useGrounds(): GroundsState {
  const reason = useSignal("");
  const source = useSignal("");
  return {
    reason,
    source,
    ready: () => reason.value.trim() !== "" && source.value.trim() !== "",
    given: () => ({ reason: reason.value.trim(), source: source.value.trim() }),
    clear: () => {
      reason.value = "";
      source.value = "";
    },
  };
}

export function GroundsFields({ grounds }: { grounds: GroundsState }) {
  const { reason, source } = grounds;
  return (
    <>
      <Field
        label={say("values.reason")}
        value={reason.value}
        onValue={(text) => {
          reason.value = text;
        }}
        input={{ name: "reason", maxLength: 2000 }}
      />
      <Field
        label={say("values.source")}
        value={source.value}
        onValue={(text) => {
          source.value = text;
        }}
        hint={say("values.sourceHint")}
        input={{ name: "source", maxLength: 2000 }}
      />
    </>
  );
}
