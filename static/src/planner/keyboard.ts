import { showMoment } from "../shared/clock";
import { may } from "../shared/session/store";
import { clearSelection, deleteZone, startDrawing, undo } from "./acts";
import { closePanel, part } from "./response/store";
import { toggleSweep } from "./ruler/sweep";
import { draft, drawing, helpOpen, problem, searchOpen, tableOpen } from "./store";
import { picking } from "./storm/entry/pick";
import { entryOpen, place } from "./storm/store";

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));

/** Close the uppermost thing that is open. */
function closeUppermost(): void {
  for (const open of [searchOpen, helpOpen, tableOpen]) {
    if (open.value) {
      open.value = false;
      return;
    }
  }
  if (picking.value !== null) picking.value = null;
  else if (entryOpen.value) entryOpen.value = false;
  else if (problem.value !== null) problem.value = null;
  else if (part.value !== null) closePanel();
  else clearSelection();
}

const PLAIN: Record<string, () => void> = {
  p: () => {
    if (may("draw_zones")) startDrawing();
  },
  "?": () => {
    helpOpen.value = true;
  },
  n: () => showMoment(null),
  t: () => {
    clearSelection();
    place.value = null;
  },
  f: toggleSweep,
  delete: () => {
    if (draft.value !== null && !drawing.value) void deleteZone();
  },
};

const WITH_CTRL: Record<string, () => void> = {
  k: () => {
    searchOpen.value = true;
  },
  z: () => void undo(),
};

/** The planner's keys; letters only while nobody types. */
export function listenToKeys(): void {
  document.addEventListener("keydown", (event) => {
    const key = event.key.toLowerCase();
    const ctrl = event.ctrlKey || event.metaKey;
    if (key === "escape") return closeUppermost();
    if (isTyping(event.target) && !(ctrl && key === "k")) return;
    const act = ctrl ? WITH_CTRL[key] : event.altKey ? undefined : PLAIN[key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  });
}
