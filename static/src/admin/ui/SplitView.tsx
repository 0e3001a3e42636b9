import type { ComponentChildren } from "preact";
import { say } from "../../shared/i18n/say";

/** A list with its tools at the left; the one chosen thing at the right. */
export function SplitView(props: {
  tools: ComponentChildren;
  list: ComponentChildren;
  detail: ComponentChildren | null;
  class?: string;
}) {
  return (
    <div class={`split ${props.class ?? ""}`}>
      <div class="split-tools">{props.tools}</div>
      <div class="split-list">{props.list}</div>
      <aside class="split-detail">
        {props.detail ?? <p class="empty">{say("admin.chosen")}</p>}
      </aside>
    </div>
  );
}
