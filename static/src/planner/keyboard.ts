import { showMoment } from "../shared/clock";
import { may } from "../shared/session/store";
import { closeProposal } from "./proposal/acts";
import { toggleSweep } from "./ruler/sweep";
import { leavePanel } from "./state/focus";
import { picking } from "./state/pick";
import { proposalOpen } from "./state/proposal";
import { closePanel, part } from "./state/response";
import { singleKeys } from "./state/single_keys";
import { card, draft, helpOpen, problem, searchOpen } from "./state/store";
import { entryOpen, place } from "./state/storm";
import { askDelete, clearSelection, startDrawing, undo } from "./zones/acts";

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));

/** Close the uppermost thing that is open. Dialogs and popovers close themselves. */
function closeUppermost(): void {
  if (picking.value !== null) picking.value = null;
  else if (entryOpen.value) entryOpen.value = false;
  else if (problem.value !== null) problem.value = null;
  else if (proposalOpen.value && nothingSelected()) closeProposal();
  else {
    if (part.value !== null) closePanel();
    else clearSelection();
    leavePanel();
  }
}

const nothingSelected = () =>
  part.value === null && draft.value === null && card.value === null && place.value === null;

const openHelp = () => {
  helpOpen.value = true;
};

const PLAIN: Record<string, () => void> = {
  p: () => {
    if (may("draw_zones")) startDrawing();
  },
  "?": openHelp,
  n: () => showMoment(null),
  t: () => {
    clearSelection();
    place.value = null;
  },
  f: toggleSweep,
  delete: askDelete,
};

const WITH_CTRL: Record<string, () => void> = {
  k: () => {
    searchOpen.value = true;
  },
  z: () => void undo(),
  "/": openHelp,
};

/** What a key press does; undefined is nothing of ours. */
export function actOf(event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">) {
  const key = event.key.toLowerCase();
  if (event.ctrlKey || event.metaKey) return WITH_CTRL[key];
  if (event.altKey || (key.length === 1 && !singleKeys.value)) return undefined;
  return PLAIN[key];
}

/** The planner's keys; letters only while nobody types. */
export function listenToKeys(): void {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return closeUppermost();
    const act = actOf(event);
    const opensSearch = act === WITH_CTRL["k"];
    if (act === undefined || (isTyping(event.target) && !opensSearch)) return;
    event.preventDefault();
    act();
  });
}
