import { type Signal, useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

export interface Popover {
  open: Signal<boolean>;
  /** The element that holds the button and what it opens. */
  box: RefObject<HTMLDivElement | null>;
}

/** Something a button opens; a press elsewhere or Escape closes it, Escape gives the focus back. */
export function usePopover(): Popover {
  const open = useSignal(false);
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (!open.value) return;
    const away = (event: PointerEvent) => {
      if (!box.current?.contains(event.target as Node)) open.value = false;
    };
    // Wherever the focus is, and before the screen's own Escape closes something else.
    const onEscape = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.stopImmediatePropagation();
      open.value = false;
      box.current?.querySelector("button")?.focus();
    };
    document.addEventListener("pointerdown", away);
    document.addEventListener("keydown", onEscape, { capture: true });
    return () => {
      document.removeEventListener("pointerdown", away);
      document.removeEventListener("keydown", onEscape, { capture: true });
    };
  }, [open.value]);
  return { open, box };
}
