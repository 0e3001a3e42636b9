// The own unit's tasks and the one that is open, read again when something happens to one.

import { computed, signal } from "@preact/signals";
import { get, post } from "../../shared/api/client";
import { asProblem, type Problem } from "../../shared/api/problem";
import { correct, rate } from "../../shared/clock";
import type { CallResult, TaskHead, TaskList, TaskView } from "../../shared/tasks/types";

export const list = signal<TaskList | null>(null);
export const listProblem = signal<Problem | null>(null);
export const task = signal<TaskView | null>(null);
export const taskProblem = signal<Problem | null>(null);

export type Part = "live" | "unanswered" | "own" | "ended";
export const part = signal<Part>("live");

const hash = signal(location.hash);
addEventListener("hashchange", () => {
  hash.value = location.hash;
});

/** The number behind the #, null for none. */
export const asked = computed(() => {
  const number = Number(hash.value.slice(1));
  return Number.isInteger(number) && number > 0 ? number : null;
});

const ENDED = new Set<TaskHead["state"]>(["done", "closed"]);

/** Which of the tasks belong to a part of the page. */
export const isOf: Record<Part, (task: TaskHead) => boolean> = {
  live: (each) => !ENDED.has(each.state),
  unanswered: (each) => each.state === "open",
  own: (each) => each.own && !ENDED.has(each.state),
  ended: (each) => ENDED.has(each.state),
};

/** The list; what fails is said and the old stays. */
export async function readList(): Promise<void> {
  try {
    const told = await get("/tasks");
    correct(Date.parse(told.at), rate.peek());
    list.value = told;
    listProblem.value = null;
  } catch (error) {
    listProblem.value = asProblem(error);
  }
}

/** The one that is open. */
export async function readTask(): Promise<void> {
  const number = asked.peek();
  if (number === null) return;
  try {
    const told = await get(`/tasks/${number}`);
    if (asked.peek() === number) task.value = told;
    taskProblem.value = null;
  } catch (error) {
    taskProblem.value = asProblem(error);
  }
}

export type Taken = "acknowledge" | "done" | "cannot" | "call" | "reassign" | "close";

interface Words {
  note?: string;
  spoken_with?: string;
  result?: CallResult;
  post?: string;
}

/** Take a step with a task as it is seen. Throws the refusal. */
export async function take(seen: TaskHead, step: Taken, words: Words = {}): Promise<void> {
  const told = await post(`/tasks/${seen.task_id}/${step}`, { version: seen.version, ...words });
  if (asked.peek() === seen.task_id) task.value = told;
  await readList();
}

export interface Reached {
  holder?: string;
  phone?: string;
  deputy?: string;
  deputy_phone?: string;
}

/** Who holds the post and under which number, in the clear; the register keeps who asked. */
export async function reveal(code: string): Promise<Reached> {
  const path = `/registers/posts/rows/${encodeURIComponent(code)}/reveal` as const;
  return ((await post(path, {})) as { values: Reached }).values;
}
