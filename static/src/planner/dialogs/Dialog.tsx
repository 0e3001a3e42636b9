import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { say } from "../../shared/i18n/say";
import "./dialog.css";

/** A dialog over dimmed ground; Escape and a click outside close it. */
export function Dialog(props: {
  title: string;
  close: () => void;
  children: ComponentChildren;
  class?: string;
}) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    box.current?.querySelector<HTMLElement>("input, textarea, button")?.focus();
    return () => before instanceof HTMLElement && before.focus();
  }, []);
  return (
    <div
      class="dim"
      role="presentation"
      onPointerDown={(event) => event.target === event.currentTarget && props.close()}
    >
      <div
        class={`dialog ${props.class ?? ""}`}
        role="dialog"
        aria-modal="true"
        aria-label={props.title}
        ref={box}
      >
        {props.children}
        <button
          type="button"
          class="dialog-close"
          aria-label={say("answer.close")}
          onClick={props.close}
        >
          Esc
        </button>
      </div>
    </div>
  );
}
