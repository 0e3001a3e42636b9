// Keys of the page, as on every list of ours: J K move, / find, E edit, N new, Escape closes.

import { chosen, close, editing, entering, list, register } from "./state/store";

const TYPING = "input, select, textarea";

/** Listen until the answer is called. */
export function listenToKeys(): () => void {
  document.addEventListener("keydown", press);
  return () => document.removeEventListener("keydown", press);
}

function press(event: KeyboardEvent): void {
  if (event.key === "Escape") {
    close();
    return;
  }
  const at = event.target instanceof Element ? event.target : null;
  if (event.ctrlKey || event.metaKey || event.altKey || at?.closest(TYPING)) return;
  const act = ACTS[event.key.toLowerCase()];
  if (act === undefined) return;
  event.preventDefault();
  act();
}

const ACTS: Record<string, () => void> = {
  j: () => step(1),
  k: () => step(-1),
  "/": () => document.querySelector<HTMLElement>(".split-tools input[type=search]")?.focus(),
  e: () => {
    if (chosen.value !== null && register.value?.may_edit) editing.value = true;
  },
  n: () => {
    if (!register.value?.may_add) return;
    close();
    entering.value = true;
  },
};

function step(by: number): void {
  const rows = list.peek()?.rows ?? [];
  const at = rows.findIndex(({ key }) => key === chosen.peek());
  const next = rows[at < 0 ? 0 : Math.max(0, Math.min(rows.length - 1, at + by))];
  if (next === undefined) return;
  close();
  chosen.value = next.key;
  document.querySelectorAll<HTMLElement>(".rows tbody tr")[rows.indexOf(next)]?.focus();
}
