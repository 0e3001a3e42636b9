// Which register, which of its rows, and what came of asking.

import { computed, signal } from "@preact/signals";
import { get } from "../../shared/api/client";
import type { RegisterView, RowList } from "../../shared/api/generated";
import { asProblem, type Problem } from "../../shared/api/problem";

export const PAGE = 100;

export const registers = signal<RegisterView[] | null>(null);
export const registersProblem = signal<Problem | null>(null);
const asked = signal(registerOf(location.pathname));
export const register = computed<RegisterView | null>(() => {
  const all = registers.value ?? [];
  return all.find(({ id }) => id === asked.value) ?? all[0] ?? null;
});

export const text = signal("");
export const filters = signal<Readonly<Record<string, string>>>({});
/** A column, with "-" before it when turned; empty is the register's own order. */
export const sort = signal("");
export const offset = signal(0);
export const list = signal<RowList | null>(null);
export const listProblem = signal<Problem | null>(null);
export const chosen = signal<string | null>(null);
export const entering = signal(false);
export const editing = signal(false);

/** "/registers/posts" → "posts". */
export function registerOf(path: string): string {
  return path.split("/")[2] ?? "";
}

export async function readRegisters(): Promise<void> {
  try {
    registers.value = (await get("/registers")).registers;
    registersProblem.value = null;
  } catch (error) {
    registersProblem.value = asProblem(error);
  }
}

/** The query of the list, and of an export of all it would show. */
export function query(): Record<string, string> {
  const narrowed = Object.entries(filters.value).filter(([, value]) => value !== "");
  return {
    ...Object.fromEntries(narrowed.map(([name, value]) => [`f.${name}`, value])),
    ...(text.value.trim() && { q: text.value.trim() }),
    ...(sort.value && { sort: sort.value }),
  };
}

let reading: AbortController | null = null;

/** Read the page of rows; a newer question calls off an older one, and the last answer stays. */
export async function readRows(): Promise<void> {
  const here = register.peek();
  if (here === null) return;
  reading?.abort();
  const own = new AbortController();
  reading = own;
  const page = { ...query(), limit: String(PAGE), offset: String(offset.peek()) };
  try {
    const told = await get(`/registers/${here.id}`, page, own.signal);
    if (own.signal.aborted) return;
    list.value = told;
    listProblem.value = null;
  } catch (error) {
    if (!own.signal.aborted) listProblem.value = asProblem(error);
  }
}

/** Ask anew from the first page. */
export function find(): void {
  offset.value = 0;
  void readRows();
}

/** Go to another page. */
export function turnTo(start: number): void {
  offset.value = Math.max(0, start);
  chosen.value = null;
  void readRows();
}

/** Another register, as its address says. */
export function open(id: string): void {
  history.pushState(null, "", `/registers/${id}`);
  arrive();
}

/** Take over what the address says. */
export function arrive(): void {
  asked.value = registerOf(location.pathname);
  text.value = "";
  filters.value = {};
  sort.value = "";
  list.value = null;
  close();
  find();
}

/** Nothing chosen, no form open. */
export function close(): void {
  chosen.value = null;
  entering.value = false;
  editing.value = false;
}
