import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { say } from "../i18n/say";
import "./form.css";

/** A dialog in the browser's top layer: what lies behind is inert, Escape closes, focus returns. */
export function Modal(props: { title: string; close: () => void; children: ComponentChildren }) {
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = box.current;
    const before = document.activeElement;
    dialog?.showModal();
    dialog
      ?.querySelector<HTMLElement>("[autofocus], .modal-body :is(input, select, button)")
      ?.focus();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      class="modal"
      ref={box}
      aria-label={props.title}
      onCancel={(event) => {
        event.preventDefault();
        props.close();
      }}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <header class="modal-head">
        <h2>{props.title}</h2>
        <button type="button" aria-label={say("close")} onClick={props.close}>
          Esc
        </button>
      </header>
      <div class="modal-body">{props.children}</div>
    </dialog>
  );
}
