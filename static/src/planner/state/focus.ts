// Where the keyboard is: a panel that a key opened takes the focus, and closing it gives it back.

import { theMap } from "./view";

export const PANEL_ID = "panel";

let opener: HTMLElement | null = null;
const panel = () => document.getElementById(PANEL_ID);

/** The right panel shows what was asked for: the next Tab goes on from there. */
export function enterPanel(): void {
  setTimeout(() => {
    const now = document.activeElement;
    const outside = now instanceof HTMLElement && now !== document.body && !panel()?.contains(now);
    if (outside) opener = now;
    panel()?.focus();
  });
}

/** What the panel showed is closed: back to what opened it, else to the map. */
export function leavePanel(): void {
  const now = document.activeElement;
  if (now !== document.body && !panel()?.contains(now)) return;
  if (opener?.isConnected) opener.focus();
  else theMap()?.getCanvas().focus();
  opener = null;
}
