import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { say } from "../i18n/say";
import "./form.css";
import "./modal.css";

/** A dialog in the browser's top layer: what lies behind is inert, Escape closes, focus returns.
 *
 * `bare` is for what holds nothing typed that could be lost: no heading, a click outside closes.
 */
export function Modal(props: {
  title: string;
  close: () => void;
  children: ComponentChildren;
  bare?: boolean;
}) {
  const box = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const dialog = box.current;
    const before = document.activeElement;
    dialog?.showModal();
    dialog
      ?.querySelector<HTMLElement>("[autofocus], .modal-body :is(input, select, textarea, button)")
      ?.focus();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      class={props.bare ? "modal modal-bare" : "modal"}
      ref={box}
      aria-label={props.title}
      onCancel={(event) => {
        event.preventDefault();
        props.close();
      }}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Tab") goRound(event);
      }}
      onPointerDown={(event) => props.bare && event.target === event.currentTarget && props.close()}
    >
      <header class="modal-head">
        {!props.bare && <h2>{props.title}</h2>}
        <button type="button" onClick={props.close}>
          <span class="visually-hidden">{say("close")} </span>Esc
        </button>
      </header>
      <div class="modal-body">{props.children}</div>
    </dialog>
  );
}

const STOPS =
  ":is(a[href], button, input, select, textarea, summary):not(:disabled, [tabindex='-1'])";

/** Tab goes round inside; by itself it would leave the page for the browser's own bars. */
function goRound(event: KeyboardEvent): void {
  const box = event.currentTarget as HTMLElement;
  const stops = [...box.querySelectorAll<HTMLElement>(STOPS)].filter((each) => each.offsetParent);
  const [from, to] = event.shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]];
  if (document.activeElement !== from || to === undefined) return;
  event.preventDefault();
  to.focus();
}
