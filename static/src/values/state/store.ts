// The values as they stand, read again while the page is looked at: others change them too.

import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { get, post, put, remove } from "../../shared/api/client";
import type { ChangeView, ValueList } from "../../shared/api/generated";
import { asProblem, type Problem } from "../../shared/api/problem";

export const list = signal<ValueList | null>(null);
export const listProblem = signal<Problem | null>(null);
/** Counts what changed under this page: tables and histories are read again with it. */
export const changed = signal(0);

/** Read everything; what fails is said and the old stays. */
export async function readValues(): Promise<void> {
  try {
    const told = await get("/configuration/values");
    const before = list.peek();
    list.value = told;
    listProblem.value = null;
    if (before !== null && mark(before) !== mark(told)) changed.value += 1;
  } catch (error) {
    listProblem.value = asProblem(error);
  }
}

const mark = ({ waiting }: ValueList) => JSON.stringify(waiting.map((each) => each.change_id));

const FRESH_MS = 15_000;

/** Keep the list fresh as long as the page is open. */
export function useFreshValues(): void {
  useEffect(() => {
    const again = () => {
      if (!document.hidden) void readValues();
    };
    void readValues();
    const timer = setInterval(again, FRESH_MS);
    document.addEventListener("visibilitychange", again);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", again);
    };
  }, []);
}

export interface Grounds {
  source: string;
  reason: string;
}

/** Ask for a value; null is the shipped one, again. Throws the refusal. */
export const changeValue = (key: string, version: number, value: unknown, grounds: Grounds) =>
  done(put(`/configuration/values/${key}`, { value, version, ...grounds }));

/** Put in force what another asked for. Throws the refusal. */
export const approve = (change: ChangeView) =>
  done(post(`/configuration/changes/${change.change_id}/approval`, {}));

/** Take back what waits, or refuse it. Throws the refusal. */
export const withdraw = (change: ChangeView) =>
  done(remove(`/configuration/changes/${change.change_id}`));

/** After an act, everything is read again. */
export async function done(act: Promise<unknown>): Promise<void> {
  await act;
  await readValues();
  changed.value += 1;
}

export const waitingFor = (key: string): ChangeView | undefined =>
  list.value?.waiting.find((each) => each.key === key);
