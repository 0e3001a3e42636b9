// The chain as its page folds it: units one below the other, a village's grids behind it.

import type { TaskHead } from "../shared/tasks/types";

export interface Twig {
  task: TaskHead;
  grids: TaskHead[];
}

const DEPTH: Record<TaskHead["level"], number> = {
  city: 0,
  functional_zone: 0,
  county: 1,
  township: 2,
  village: 3,
  grid: 4,
};

export const depthOf = (task: TaskHead): number => DEPTH[task.level];

/** In the order of the answer, which has each unit before those below it. */
export function branchesOf(tasks: readonly TaskHead[]): Twig[] {
  const twigs: Twig[] = [];
  const units = new Map<string, Twig>();
  for (const task of tasks) {
    const home = task.level === "grid" ? units.get(task.unit.code) : undefined;
    if (home !== undefined) {
      home.grids.push(task);
      continue;
    }
    const twig = { task, grids: [] };
    twigs.push(twig);
    units.set(task.unit.code, twig);
  }
  return twigs;
}

const ANSWERED = new Set<TaskHead["state"]>(["acknowledged", "done", "cannot"]);

/** How many have said that it came, closed ones that did before among them. */
export const answeredOf = (tasks: readonly TaskHead[]): number =>
  tasks.filter((each) => ANSWERED.has(each.state) || (each.state === "closed" && each.answer))
    .length;
