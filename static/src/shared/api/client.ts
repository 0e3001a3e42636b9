import { language } from "../i18n/language";
import { about } from "./followed";
import type { AnswerOf } from "./generated";
import { counted } from "./pending";
import { late, problemOf, unreachable } from "./problem";
import { sessionHeaders, warden } from "./warden";

const BASE = "/api/v1";
const LOCKED = 423;

/** A request without an answer for so long has none. Files go over thin lines. */
export const LIMIT_S = { read: 20, write: 30, file: 120 } as const;

export type Query = Record<string, string | number | undefined>;

interface Options {
  body?: unknown;
  signal?: AbortSignal;
  query?: Query;
}

/** Address of an API path with its query, of the incident that the page follows. */
export function address(path: string, query: Options["query"] = {}): string {
  const given = Object.entries({ ...about(path), ...query }).filter(
    ([, value]) => value !== undefined,
  );
  const text = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString();
  const mark = path.includes("?") ? "&" : "?";
  return `${BASE}${path}${text === "" ? "" : `${mark}${text}`}`;
}

/** Ask the API; throws `Problem`, or the signal's AbortError when it was called off. */
export async function ask<T>(method: string, path: string, options: Options = {}): Promise<T> {
  const { response, value } = await counted(answer(method, path, options));
  warden.answered(response);
  if (!response.ok) {
    const problem = await problemOf(response);
    warden.refused(problem);
    if (problem.status === LOCKED && method === "GET" && warden.holds(path))
      return held<T>(path, options.query);
    throw problem;
  }
  return value as T;
}

/** The answer with its body, within the limit; a body that stops half way is late as well. */
async function answer(method: string, path: string, options: Options) {
  const init = await request(method, options);
  const limitS = limitOf(method, options.body);
  const { stop, end } = stopAfter(limitS * 1000, options.signal);
  try {
    const response = await fetch(address(path, options.query), { ...init, signal: stop });
    const empty = !response.ok || response.status === 204;
    return { response, value: empty ? undefined : ((await response.json()) as unknown) };
  } catch (error) {
    if (isTimeout(stop.reason)) throw late(method, limitS);
    if (options.signal?.aborted) throw error;
    throw unreachable(error);
  } finally {
    end();
  }
}

/** A signal for the limit and the caller's own; AbortSignal.any is too new for many a tablet. */
function stopAfter(ms: number, own: AbortSignal | undefined) {
  const control = new AbortController();
  const timer = setTimeout(() => control.abort(new DOMException("", "TimeoutError")), ms);
  const follow = () => control.abort(own?.reason);
  if (own?.aborted) follow();
  own?.addEventListener("abort", follow);
  const end = () => {
    clearTimeout(timer);
    own?.removeEventListener("abort", follow);
  };
  return { stop: control.signal, end };
}

const limitOf = (method: string, body: unknown): number =>
  body instanceof FormData ? LIMIT_S.file : method === "GET" ? LIMIT_S.read : LIMIT_S.write;

const isTimeout = (reason: unknown): boolean =>
  reason instanceof DOMException && reason.name === "TimeoutError";

/** A form goes as it is (files); anything else as JSON. */
async function request(method: string, { body }: Options): Promise<RequestInit> {
  const headers: Record<string, string> = {
    Accept: "application/json",
    "Accept-Language": language.value,
    ...(await sessionHeaders(method)),
  };
  if (body instanceof FormData) return { method, headers, body };
  if (body === undefined) return { method, headers };
  return {
    method,
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

/** What a route answers; unknown to the compiler where there is no such route. */
export type Answered<M extends string, P extends string> = [AnswerOf<M, P>] extends [never]
  ? unknown
  : AnswerOf<M, P>;

export const get = <P extends string>(path: P, query?: Options["query"], signal?: AbortSignal) =>
  warden.holds(path)
    ? held<Answered<"GET", P>>(path, query)
    : ask<Answered<"GET", P>>("GET", path, { ...(query && { query }), ...(signal && { signal }) });
export const post = <P extends string>(path: P, body: unknown, signal?: AbortSignal) =>
  ask<Answered<"POST", P>>("POST", path, { body, ...(signal && { signal }) });
export const put = <P extends string>(path: P, body: unknown) =>
  ask<Answered<"PUT", P>>("PUT", path, { body });
export const patch = <P extends string>(path: P, body: unknown) =>
  ask<Answered<"PATCH", P>>("PATCH", path, { body });
export const remove = <P extends string>(path: P, query?: Options["query"]) =>
  ask<Answered<"DELETE", P>>("DELETE", path, query === undefined ? {} : { query });
