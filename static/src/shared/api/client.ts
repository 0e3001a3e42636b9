import { problemOf, unreachable } from "./problem";
import { sessionHeaders, warden } from "./warden";

const BASE = "/api/v1";
const LOCKED = 423;

interface Options {
  body?: unknown;
  signal?: AbortSignal;
  query?: Record<string, string | number | undefined>;
}

/** Address of an API path with its query. */
export function address(path: string, query: Options["query"] = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  const text = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString();
  return `${BASE}${path}${text === "" ? "" : `?${text}`}`;
}

/** Ask the API; throws `Problem`, or the signal's AbortError when it was called off. */
export async function ask<T>(method: string, path: string, options: Options = {}): Promise<T> {
  const init = await request(method, options);
  const response = await fetch(address(path, options.query), init).catch((error: unknown) => {
    if (options.signal?.aborted) throw error;
    throw unreachable(error);
  });
  warden.answered(response);
  if (!response.ok) {
    const problem = await problemOf(response);
    warden.refused(problem);
    if (problem.status === LOCKED && method === "GET" && warden.holds(path))
      return held<T>(path, options.query);
    throw problem;
  }
  return (response.status === 204 ? undefined : await response.json()) as T;
}

/** A form goes as it is (files); anything else as JSON. */
async function request(method: string, { body, signal }: Options): Promise<RequestInit> {
  const headers: Record<string, string> = {
    Accept: "application/json",
    ...(await sessionHeaders(method)),
  };
  const init: RequestInit = { method, headers, ...(signal && { signal }) };
  if (body instanceof FormData) return { ...init, body };
  if (body === undefined) return init;
  return {
    ...init,
    headers: { ...headers, "Content-Type": "application/json" },
    body: JSON.stringify(body),
  };
}

const waiting = new Map<string, Promise<unknown>>();

/** A read that waits until the screen is unlocked; however often it is asked for, it is sent once. */
function held<T>(path: string, query: Options["query"] = {}): Promise<T> {
  const key = address(path, query);
  const known = waiting.get(key);
  if (known !== undefined) return known as Promise<T>;
  const later = warden.freed().then(() => {
    waiting.delete(key);
    return ask<T>("GET", path, { query });
  });
  waiting.set(key, later);
  return later;
}

export const get = <T>(path: string, query?: Options["query"], signal?: AbortSignal) =>
  warden.holds(path)
    ? held<T>(path, query)
    : ask<T>("GET", path, { ...(query && { query }), ...(signal && { signal }) });
export const post = <T>(path: string, body: unknown, signal?: AbortSignal) =>
  ask<T>("POST", path, { body, ...(signal && { signal }) });
export const put = <T>(path: string, body: unknown) => ask<T>("PUT", path, { body });
export const patch = <T>(path: string, body: unknown) => ask<T>("PATCH", path, { body });
export const remove = <T>(path: string, query?: Options["query"]) =>
  ask<T>("DELETE", path, query === undefined ? {} : { query });
