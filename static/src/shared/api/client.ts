import { problemOf, unreachable } from "./problem";

const BASE = "/api/v1";

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
  const init: RequestInit = { method, headers: { Accept: "application/json" } };
  if (options.signal !== undefined) init.signal = options.signal;
  if (options.body !== undefined) {
    init.body = JSON.stringify(options.body);
    init.headers = { ...init.headers, "Content-Type": "application/json" };
  }
  const response = await fetch(address(path, options.query), init).catch((error: unknown) => {
    if (options.signal?.aborted) throw error;
    throw unreachable(error);
  });
  if (!response.ok) throw await problemOf(response);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

export const get = <T>(path: string, query?: Options["query"], signal?: AbortSignal) =>
  ask<T>("GET", path, { ...(query && { query }), ...(signal && { signal }) });
export const post = <T>(path: string, body: unknown, signal?: AbortSignal) =>
  ask<T>("POST", path, { body, ...(signal && { signal }) });
export const put = <T>(path: string, body: unknown) => ask<T>("PUT", path, { body });
export const patch = <T>(path: string, body: unknown) => ask<T>("PATCH", path, { body });
export const remove = <T>(path: string, query?: Options["query"]) =>
  ask<T>("DELETE", path, query === undefined ? {} : { query });
