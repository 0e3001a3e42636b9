// Draft a plan, and what a planner does with its zones. An accepted one is saved as any other zone.

import { batch } from "@preact/signals";
import { get, post } from "../../shared/api/client";
import type { ProposedZone } from "../../shared/api/generated";
import { asProblem } from "../../shared/api/problem";
import { inLanguage } from "../../shared/i18n/language";
import { readZones } from "../reading/desk";
import * as plan from "../state/proposal";
import { closePanel } from "../state/response";
import * as desk from "../state/store";
import { clearSelection, requestAnswer } from "../zones/acts";

const CLIENT = crypto.randomUUID?.() ?? String(Math.random());
const EVERY_MS = 400;

let opener: HTMLElement | null = null;

export function openProposal(): void {
  if (document.activeElement instanceof HTMLElement) opener = document.activeElement;
  clearSelection();
  closePanel();
  plan.proposalOpen.value = true;
}

export function closeProposal(): void {
  plan.proposalOpen.value = false;
  setTimeout(() => {
    if (opener?.isConnected) opener.focus();
    opener = null;
  });
}

/** Draft the plan; the last one stays until the new one is there. */
export async function draftPlan(): Promise<void> {
  if (plan.progress.value !== null) return;
  plan.planProblem.value = null;
  plan.progress.value = { act: "draft", done: 0, total: 0 };
  const timer = setInterval(() => void readProgress(), EVERY_MS);
  const body = { level: plan.level.value, area: plan.area.value, client: CLIENT };
  try {
    const told = await post("/proposal", body);
    batch(() => {
      plan.proposal.value = told;
      plan.waiting.value = told.zones;
      plan.accepted.value = { zones: 0, people: 0 };
      plan.ticked.value = new Set();
      plan.selectedKey.value = null;
      plan.wayShown.value = null;
    });
  } catch (error) {
    plan.planProblem.value = asProblem(error);
  } finally {
    clearInterval(timer);
    plan.progress.value = null;
  }
}

async function readProgress(): Promise<void> {
  try {
    const told = await get("/proposal/progress", { client: CLIENT });
    if (plan.progress.value?.act === "draft") plan.progress.value = { act: "draft", ...told };
  } catch {
    // The draft itself will say what is wrong.
  }
}

/** Save each as a zone, the most urgent first; what fails stays in the list with its reason. */
export async function accept(zones: readonly ProposedZone[]): Promise<void> {
  if (zones.length === 0 || plan.progress.value !== null) return;
  plan.planProblem.value = null;
  try {
    for (const [done, zone] of zones.entries()) {
      plan.progress.value = { act: "accept", done, total: zones.length };
      await post("/zones", bodyOf(zone));
      batch(() => {
        const { zones: before, people } = plan.accepted.value;
        plan.accepted.value = { zones: before + 1, people: people + plan.residentsOf(zone) };
        take([zone]);
      });
    }
  } catch (error) {
    plan.planProblem.value = asProblem(error);
  } finally {
    plan.progress.value = null;
    await readZones();
  }
}

const bodyOf = (zone: ProposedZone) => ({
  polygon: zone.polygon,
  name: inLanguage(zone.name),
  hazard: zone.hazard,
  due_groups: zone.groups.map((each) => each.code),
});

/** Out of the list; the next draft proposes them again. */
export function drop(zones: readonly ProposedZone[]): void {
  batch(() => take(zones));
}

function take(zones: readonly ProposedZone[]): void {
  const gone = new Set(zones.map((zone) => zone.key));
  plan.waiting.value = plan.waiting.value.filter((zone) => !gone.has(zone.key));
  plan.ticked.value = new Set([...plan.ticked.value].filter((key) => !gone.has(key)));
  if (gone.has(plan.selectedKey.value ?? "")) plan.selectedKey.value = null;
}

/** Several of one township as one, worked out anew. */
export async function merge(zones: readonly ProposedZone[]): Promise<void> {
  const [first] = zones;
  if (first === undefined || plan.merging.value) return;
  plan.merging.value = true;
  plan.planProblem.value = null;
  const groups = [...new Set(zones.flatMap((zone) => zone.groups.map((each) => each.code)))];
  try {
    const one = await post("/proposal/merged", { township: first.township_code, groups });
    batch(() => {
      take(zones);
      plan.waiting.value = [...plan.waiting.value, one].sort(byStart);
      plan.ticked.value = new Set();
      plan.selectedKey.value = one.key;
    });
  } catch (error) {
    plan.planProblem.value = asProblem(error);
  } finally {
    plan.merging.value = false;
  }
}

const startOf = (zone: ProposedZone) =>
  zone.timing.latest_start_at === null
    ? Number.POSITIVE_INFINITY
    : Date.parse(zone.timing.latest_start_at);
const byStart = (a: ProposedZone, b: ProposedZone) => startOf(a) - startOf(b);

/** Open it in the zones' own editor, unsaved; it leaves the list. */
export function edit(zone: ProposedZone): void {
  clearSelection();
  batch(() => {
    take([zone]);
    plan.proposalOpen.value = false;
    const { polygon, name, hazard, due_groups } = bodyOf(zone);
    desk.draft.value = {
      zone: null,
      polygon,
      name,
      lead: null,
      due: { hazard, due_groups },
      dirty: true,
    };
  });
  void requestAnswer();
}

/** Tick or untick one row, or all that are shown. */
export function tick(keys: readonly string[], on: boolean): void {
  const next = new Set(plan.ticked.value);
  for (const key of keys) {
    if (on) next.add(key);
    else next.delete(key);
  }
  plan.ticked.value = next;
}
