// The orders of the incident's zones: the newest one of each counts.

import { computed, signal } from "@preact/signals";
import type { DocumentHead } from "../../shared/orders/types";
import { isEnded } from "../../shared/orders/words";

/** Newest first, as the server tells them. */
export const orders = signal<DocumentHead[]>([]);

/** What is on its way or in force, by zone. */
export const orderOfZone = computed(() => {
  const found = new Map<string, DocumentHead>();
  for (const each of orders.value) {
    if (!isEnded(each.state) && !found.has(each.subject)) found.set(each.subject, each);
  }
  return found;
});
