import { expect, it } from "vitest";
import type { TaskHead } from "../shared/tasks/types";
import { answeredOf, branchesOf } from "./twigs";

const task = (id: number, level: TaskHead["level"], code: string, state = "open") =>
  ({ task_id: id, level, unit: { code, name: code }, state, answer: null }) as unknown as TaskHead;

it("folds a village's grids behind it and leaves the others in their order", () => {
  const tasks = [
    task(1, "county", "330903"),
    task(2, "township", "330903100"),
    task(3, "village", "330903100201"),
    task(4, "grid", "330903100201", "acknowledged"),
    task(5, "grid", "330903100201"),
    task(6, "village", "330903100202"),
  ];
  const twigs = branchesOf(tasks);
  expect(twigs.map((each) => [each.task.task_id, each.grids.map((grid) => grid.task_id)])).toEqual([
    [1, []],
    [2, []],
    [3, [4, 5]],
    [6, []],
  ]);
  expect(answeredOf(tasks)).toBe(1);
});

it("shows a grid by itself where its village is not to be seen", () => {
  expect(branchesOf([task(4, "grid", "330903100201")])).toHaveLength(1);
});
