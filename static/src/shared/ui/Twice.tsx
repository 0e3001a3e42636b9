import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

const FORGET_MS = 8000; // a gloved hand on a slow machine needs more than 4 s for two presses

/** A button for what cannot be taken back: the first press asks, the second does. */
export function Twice(props: {
  text: string;
  ask: string;
  act: () => void;
  class?: string;
  disabled?: boolean;
  /** Given when a key asks as well: the button then takes the focus, so that it is seen asking. */
  asked?: Signal<boolean>;
}) {
  const own = useSignal(false);
  const asked = props.asked ?? own;
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!asked.value) return;
    button.current?.focus();
    const timer = setTimeout(() => {
      asked.value = false;
    }, FORGET_MS);
    return () => {
      clearTimeout(timer);
      asked.value = false;
    };
  }, [asked.value]);
  return (
    <button
      type="button"
      ref={button}
      class={`button ${props.class ?? ""}`}
      data-asked={asked.value}
      disabled={props.disabled ?? false}
      onBlur={() => {
        asked.value = false;
      }}
      onClick={() => {
        if (asked.value) props.act();
        asked.value = !asked.value;
      }}
    >
      {asked.value ? `▲ ${props.ask}` : props.text}
    </button>
  );
}
