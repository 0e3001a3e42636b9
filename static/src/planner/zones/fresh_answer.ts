// What the panel answers keeps up with what is known: a bulletin, a closure, a change of the shelters.

import { effect, untracked } from "@preact/signals";
import type { Zone } from "../../shared/api/zone_types";
import { closures, zones } from "../../shared/incident/store";
import * as store from "../state/store";
import { requestAnswer } from "./acts";

/** A saved zone shows the answer that was read last; one that is being changed is asked for again
 * when something was closed or lifted. */
export function keepAnswerFresh(): void {
  effect(() => {
    const read = zones.value;
    untracked(() => takeUp(read));
  });
  let before: string | null = null;
  effect(() => {
    const known = closures.value.map((each) => `${each.entry_id} ${each.standing}`).join();
    untracked(() => {
      const changing = store.draft.value?.dirty === true && !store.saving.value;
      if (before !== null && known !== before && changing) void requestAnswer();
      before = known;
    });
  });
}

/** Of the same version only: another's change is not slipped under a hand that edits. */
function takeUp(read: readonly Zone[]): void {
  const draft = store.draft.value;
  if (draft === null || draft.zone === null || draft.dirty || store.computing.value) return;
  const { zone_id, version } = draft.zone;
  const fresh = read.find((zone) => zone.zone_id === zone_id && zone.version === version);
  if (fresh !== undefined) store.answer.value = fresh.answer;
}
