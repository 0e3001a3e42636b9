import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { say } from "../i18n/say";
import "./form.css";

/** A QR code drawn by the server, on white with its quiet zone in every theme. */
export function Qr(props: { svg: string; label: string }) {
  return (
    <span class="qr">
      <img
        src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(props.svg)}`}
        alt={props.label}
      />
    </span>
  );
}

/** A secret shown once: its code to scan, its text, a button that copies it. */
export function Once(props: {
  text: string;
  svg: string | null | undefined;
  label: string;
  children?: ComponentChildren;
}) {
  return (
    <div class="once">
      {props.svg ? <Qr svg={props.svg} label={props.label} /> : <span />}
      <div class="once-words">
        {props.children}
        <code class="once-text">{props.text}</code>
        <Copy text={props.text} />
      </div>
    </div>
  );
}

/** Copy a text; says so in the button's own place. */
export function Copy(props: { text: string }) {
  const state = useSignal<"idle" | "done" | "failed">("idle");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(props.text);
      state.value = "done";
    } catch {
      state.value = "failed"; // no clipboard without TLS: the text above can be selected by one tap
    }
  };
  return (
    <div class="form-acts">
      <button type="button" class="button button-small" onClick={() => void copy()}>
        {say(state.value === "done" ? "copied" : "copy")}
      </button>
      {state.value === "failed" && <span class="field-hint">{say("copy.failed")}</span>}
    </div>
  );
}
