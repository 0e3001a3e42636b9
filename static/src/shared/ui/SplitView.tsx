import type { ComponentChildren } from "preact";
import { say } from "../i18n/say";
import "./split.css";

/** A list with its tools at the left, the one chosen thing at the right; on a narrow screen one of
 * the two. */
export function SplitView(props: {
  tools: ComponentChildren;
  list: ComponentChildren;
  detail: ComponentChildren;
  back: () => void;
  class?: string;
}) {
  const { detail } = props;
  return (
    <div class={`split ${props.class ?? ""}`} data-chosen={!isNone(detail)}>
      <div class="split-tools">{props.tools}</div>
      <div class="split-list">{props.list}</div>
      <Detail detail={detail} back={props.back} />
    </div>
  );
}

const isNone = (detail: ComponentChildren) => detail === null || detail === undefined;

/** The chosen thing in full, or the word that nothing is chosen. */
export function Detail(props: { detail: ComponentChildren; back: () => void }) {
  return (
    <aside class="split-detail">
      {isNone(props.detail) ? (
        <p class="empty">{say("office.choose")}</p>
      ) : (
        <>
          <button type="button" class="button split-back" onClick={props.back}>
            {say("office.back")}
          </button>
          {props.detail}
        </>
      )}
    </aside>
  );
}
