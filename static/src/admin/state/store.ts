// The units, read once: forms, filters and the tree all look at the same.

import { computed, signal } from "@preact/signals";
import { get } from "../../shared/api/client";
import { asProblem, type Problem } from "../../shared/api/problem";
import type { TreeUnit } from "./types";

export const units = signal<TreeUnit[]>([]);
export const unitsProblem = signal<Problem | null>(null);
export const unitsRead = signal(false);

/** Read the units unless they are here. */
export async function readUnits(again = false): Promise<void> {
  if (unitsRead.peek() && !again) return;
  try {
    const found = await get("/units");
    units.value = found.units;
    unitsRead.value = true;
    unitsProblem.value = null;
  } catch (error) {
    unitsProblem.value = asProblem(error);
  }
}

/** The units as something that is read. */
export const reading = {
  value: computed(() => (unitsRead.value ? units.value : null)),
  problem: unitsProblem,
  again: () => readUnits(true),
};

export const unitName = (code: string): string =>
  units.value.find((unit) => unit.code === code)?.name ?? code;
