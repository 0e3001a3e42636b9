// An outline being drawn outlives a lost session and a look at the account's pages.

import { batch } from "@preact/signals";
import { zones } from "../../shared/incident/store";
import { offerDraft, takeDraft } from "../../shared/session/drafts";
import { holder } from "../../shared/session/store";
import { type Draft, draft, selectedZoneId } from "../state/store";
import { NEW_DUE, requestAnswer } from "./acts";

const NAME = "zone";

/** Offer the unsaved outline for keeping, and take back the one that was kept. */
export function startKeeping(): void {
  offerDraft(NAME, () => (draft.peek()?.dirty === true ? draft.peek() : null));
  const who = holder.peek()?.name;
  const kept = who === undefined ? null : takeDraft<Draft>(NAME, who);
  if (kept !== null) restore(kept);
}

/** The saved zone is the one of now: another's newer version is refused on saving, not overwritten. */
function restore(kept: Draft): void {
  const id = kept.zone?.zone_id ?? null;
  const zone = zones.peek().find((each) => each.zone_id === id) ?? null;
  if (id !== null && zone === null) return; // deleted meanwhile
  batch(() => {
    selectedZoneId.value = id;
    draft.value = {
      ...kept,
      due: kept.due ?? NEW_DUE, // kept by a page from before groups were chosen
      zone: zone === null ? null : { ...zone, version: kept.zone?.version ?? zone.version },
    };
  });
  void requestAnswer();
}
