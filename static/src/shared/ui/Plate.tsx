import type { ComponentChildren } from "preact";
import { type Severity, SHAPE } from "../format/severity";
import "./plate.css";

/** A severity plate: colour, shape and words; without severity it is plain text. */
export function Plate(props: { severity: Severity; children: ComponentChildren; class?: string }) {
  const name = `plate plate-${props.severity} ${props.class ?? ""}`;
  return (
    <span class={name}>
      {props.severity !== "none" && <i aria-hidden="true">{SHAPE[props.severity]}</i>}
      <span>{props.children}</span>
    </span>
  );
}
