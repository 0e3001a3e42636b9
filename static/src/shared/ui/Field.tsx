import type { ComponentChildren, JSX } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import "./form.css";

interface Props {
  label: string;
  value: string;
  onValue: (value: string) => void;
  hint?: ComponentChildren;
  fault?: string | undefined;
  input?: JSX.IntrinsicElements["input"];
  class?: string;
}

/** A labelled input with its hint and its fault below. */
export function Field(props: Props) {
  const id = useId();
  const box = useRef<HTMLInputElement>(null);
  const { fault, hint } = props;
  useEffect(() => {
    // The attribute alone is honoured once a page, and not by a page that was slow to load.
    if (props.input?.autofocus === true) box.current?.focus();
  }, []);
  return (
    <div class={`field ${props.class ?? ""}`}>
      <label for={id}>{props.label}</label>
      <input
        id={id}
        ref={box}
        class="input"
        value={props.value}
        aria-invalid={fault !== undefined}
        aria-describedby={`${id}-hint`}
        autocomplete="off"
        spellcheck={false}
        {...props.input}
        onInput={(event) => props.onValue(event.currentTarget.value)}
      />
      <div class="field-hint" id={`${id}-hint`}>
        {fault !== undefined && <strong>■ {fault}</strong>}
        {hint}
      </div>
    </div>
  );
}

export interface Option {
  value: string;
  text: string;
}

/** A labelled choice. */
export function Choice(props: {
  label: string;
  value: string;
  onValue: (value: string) => void;
  options: Option[];
  hint?: ComponentChildren;
  disabled?: boolean;
}) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <select
        id={id}
        class="input"
        value={props.value}
        disabled={props.disabled}
        onChange={(event) => props.onValue(event.currentTarget.value)}
      >
        {props.options.map(({ value, text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
      {props.hint !== undefined && <div class="field-hint">{props.hint}</div>}
    </div>
  );
}
