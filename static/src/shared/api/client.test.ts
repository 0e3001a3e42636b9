import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { get, LIMIT_S, post } from "./client";
import { slowness, WORDS_MS } from "./pending";
import type { Problem } from "./problem";

/** A server that takes the request and says nothing. */
function hang(): void {
  vi.stubGlobal("fetch", (_: string, { signal }: RequestInit) => {
    return new Promise((_resolve, reject) => {
      signal?.addEventListener("abort", () => reject(signal.reason));
    });
  });
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it("marks a request after 300 ms, finds words after 5 s, and ends both with the answer", async () => {
  let answer = (_: Response): void => undefined;
  vi.stubGlobal("fetch", () => new Promise<Response>((resolve) => (answer = resolve)));
  const asked = get("/zones");
  const seen: string[] = [];
  for (const ms of [299, 1, WORDS_MS - 301, 1]) {
    await vi.advanceTimersByTimeAsync(ms);
    seen.push(slowness.value);
  }
  expect(seen).toEqual(["none", "mark", "mark", "words"]);
  answer(Response.json({ yes: 1 }));
  expect(await asked).toEqual({ yes: 1 });
  expect(slowness.value).toBe("none");
});

it.each([
  ["a read", () => get("/zones"), LIMIT_S.read, "本页内容保留"],
  ["a write", () => post("/zones", {}), LIMIT_S.write, "可能已经办成"],
  ["a file", () => post("/layers/x/import", new FormData()), LIMIT_S.file, "可能已经办成"],
])("ends %s that is never answered, and says what to do", async (_name, send, limitS, todo) => {
  hang();
  const refused = send().catch((problem: Problem) => problem) as Promise<Problem>;
  await vi.advanceTimersByTimeAsync(limitS * 1000);
  const problem = await refused;
  expect([problem.code, problem.status]).toEqual(["E-NET-002", 0]);
  expect(problem.todo).toContain(todo);
  expect(slowness.value).toBe("none");
});

it("ends an answer that stops half way", async () => {
  vi.stubGlobal("fetch", async (_: string, { signal }: RequestInit) => ({
    ok: true,
    status: 200,
    headers: new Headers(),
    json: () =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener("abort", () => reject(signal.reason));
      }),
  }));
  const refused = get("/zones").catch((problem: Problem) => problem) as Promise<Problem>;
  await vi.advanceTimersByTimeAsync(LIMIT_S.read * 1000);
  expect((await refused).code).toBe("E-NET-002");
});

it("is no failure of the server when the screen calls a request off", async () => {
  hang();
  const stop = new AbortController();
  const refused = get("/zones", {}, stop.signal).catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(10);
  stop.abort();
  expect(await refused).toMatchObject({ name: "AbortError" });
});
