import { type ReadonlySignal, type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { type Answered, get } from "../api/client";
import { asProblem, type Problem } from "../api/problem";

/** Something that is read, and can be read again. */
export interface Loading<T> {
  value: ReadonlySignal<T | null>;
  problem: ReadonlySignal<Problem | null>;
  again: () => Promise<void>;
}

export interface Load<T> extends Loading<T> {
  /** The last value stays while it is read again, and when that fails. */
  value: Signal<T | null>;
  problem: Signal<Problem | null>;
  busy: Signal<boolean>;
}

/** Read `path` now, whenever it changes, and on demand. Null reads nothing. */
export function useLoad<P extends string>(path: P | null): Load<Answered<"GET", P>> {
  const value = useSignal<Answered<"GET", P> | null>(null);
  const problem = useSignal<Problem | null>(null);
  const busy = useSignal(false);
  const read = async (signal?: AbortSignal) => {
    if (path === null) return;
    busy.value = true;
    try {
      value.value = await get(path, {}, signal);
      problem.value = null;
    } catch (error) {
      if (signal?.aborted) return;
      problem.value = asProblem(error);
    }
    busy.value = false;
  };
  useEffect(() => {
    const stop = new AbortController();
    void read(stop.signal);
    return () => stop.abort();
  }, [path]);
  return { value, problem, busy, again: () => read() };
}
