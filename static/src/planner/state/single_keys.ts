// Keys of a single letter can be switched off: whoever dictates, or strays over a keyboard, would
// otherwise draw and jump by accident (WCAG 2.1.4).

import { signal } from "@preact/signals";

const KEY = "haitang.single_keys";

export const singleKeys = signal(true);

/** Read what was chosen on this machine. */
export function startSingleKeys(): void {
  singleKeys.value = localStorage.getItem(KEY) !== "off";
}

/** Choose and remember. */
export function chooseSingleKeys(on: boolean): void {
  singleKeys.value = on;
  localStorage.setItem(KEY, on ? "on" : "off");
}
