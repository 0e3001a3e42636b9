// The drafted plan: what the server proposed, less what was accepted, dropped or merged at this desk.

import { batch, computed, signal } from "@preact/signals";
import type { DraftProgress, Proposal, ProposedZone } from "../../shared/api/generated";
import type { Problem } from "../../shared/api/problem";
import type { Way } from "../../shared/api/zone_types";
import { shownAt } from "../../shared/clock";
import { millis } from "../../shared/format/moment";

export const proposalOpen = signal(false);
/** Ⅰ to Ⅳ as chosen; null is the level in force. */
export const level = signal<number | null>(null);
/** A county's code; empty is the whole city. */
export const area = signal("");
export const proposal = signal<Proposal | null>(null);
/** What still waits, by latest start. */
export const waiting = signal<readonly ProposedZone[]>([]);
/** Residents of zones accepted since the draft. */
export const accepted = signal({ zones: 0, people: 0 });
/** How far the draft, or the accepting, is; null while nothing runs. */
export const progress = signal<(DraftProgress & { act: "draft" | "accept" }) | null>(null);
export const merging = signal(false);
export const planProblem = signal<Problem | null>(null);
export const ticked = signal<ReadonlySet<string>>(new Set());
/** The one shown in the right panel. */
export const selectedKey = signal<string | null>(null);
export const wayShown = signal<Way | null>(null);

export const selectedProposed = computed(
  () => waiting.value.find((zone) => zone.key === selectedKey.value) ?? null,
);

/** What ends it first, else how most of its people go. */
export function wayOf(zone: ProposedZone): Way | null {
  const { binding, ways } = zone.timing;
  const largest = [...ways].sort((a, b) => b.people - a.people)[0];
  return binding?.way ?? largest?.way ?? null;
}

export const shownZones = computed(() =>
  waiting.value.filter((zone) => wayShown.value === null || wayOf(zone) === wayShown.value),
);

/** What an act is about: all that are ticked, else the one selected. */
export const targets = computed(() => {
  const found = waiting.value.filter((zone) => ticked.value.has(zone.key));
  return found.length > 0 || selectedProposed.value === null ? found : [selectedProposed.value];
});

/** Only zones of one township are merged. */
export const mergeable = computed(
  () =>
    targets.value.length > 1 && new Set(targets.value.map((zone) => zone.township_code)).size === 1,
);

const isVisitors = (zone: ProposedZone) => zone.groups.every((each) => each.code === "visitor");
const sum = (zones: readonly ProposedZone[]) => zones.reduce((all, zone) => all + zone.people, 0);

/** People of what still waits; visitors are never added to the others. */
export const waitingPeople = computed(() => {
  const visitors = waiting.value.filter(isVisitors);
  return { people: sum(waiting.value) - sum(visitors), visitors: sum(visitors) };
});

export const residentsOf = (zone: ProposedZone) => (isVisitors(zone) ? 0 : zone.people);

/** Forget the draft: it is of another incident. */
export function forgetProposal(): void {
  batch(() => {
    proposal.value = null;
    waiting.value = [];
    ticked.value = new Set();
    selectedKey.value = null;
    proposalOpen.value = false;
  });
}

/** Seconds left until a proposed zone's latest start, as the shown moment sees it. */
export function marginOf(zone: ProposedZone): number | null {
  const latest = millis(zone.timing.latest_start_at);
  return latest === null ? null : (latest - shownAt.value) / 1000;
}
