// What the session adds to every request and learns from every answer. The client knows no more of
// signing in than this; shared/session sets it.

import type { Problem } from "./problem";

interface Warden {
  /** Waited for before an unsafe request: the session has to be known for its headers. */
  ready: () => Promise<void>;
  /** Headers of an unsafe request. */
  headers: () => Record<string, string>;
  /** Whether reads wait now: a locked screen shows what it had and asks for nothing new. */
  holds: (path: string) => boolean;
  /** Resolves when they need wait no longer. */
  freed: () => Promise<void>;
  answered: (response: Response) => void;
  refused: (problem: Problem) => void;
}

const SAFE = ["GET", "HEAD", "OPTIONS"];

export const warden: Warden = {
  ready: () => Promise.resolve(),
  headers: () => ({}),
  holds: () => false,
  freed: () => Promise.resolve(),
  answered: () => undefined,
  refused: () => undefined,
};

/** What a request of this method must carry. */
export async function sessionHeaders(method: string): Promise<Record<string, string>> {
  if (SAFE.includes(method.toUpperCase())) return {};
  await warden.ready();
  return warden.headers();
}
