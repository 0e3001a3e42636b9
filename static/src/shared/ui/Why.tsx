import type { ComponentChildren } from "preact";
import "./why.css";

/** A figure that opens to what it rests on: by press and by key, where a tooltip needs a mouse. */
export function Why(props: { text: string | null | undefined; children: ComponentChildren }) {
  if (!props.text) return <>{props.children}</>;
  return (
    <details class="why">
      <summary>{props.children}</summary>
      <p>{props.text}</p>
    </details>
  );
}
