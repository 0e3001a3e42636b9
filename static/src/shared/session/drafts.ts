// What was being typed or drawn when the session ended: kept in this tab, given back to the same
// person only, and never for longer than a watch.

const PREFIX = "haitang.draft.";
const LONGEST_MS = 12 * 3600_000;

interface Kept<T> {
  who: string;
  at: number;
  value: T;
}

type Reader = () => unknown;
const readers = new Map<string, Reader>();

/** Have `read` asked for unsaved work when the tab must leave; null is nothing to keep. */
export function offerDraft(name: string, read: Reader): void {
  readers.set(name, read);
}

/** Whether anything unsaved would be kept. */
export const hasDraft = (): boolean => [...readers.values()].some((read) => read() !== null);

/** Keep all unsaved work for `who` in this tab. */
export function keepDrafts(who: string, now = Date.now()): void {
  for (const [name, read] of readers) {
    const value = read();
    if (value === null) continue;
    const kept: Kept<unknown> = { who, at: now, value };
    sessionStorage.setItem(PREFIX + name, JSON.stringify(kept));
  }
}

/** Take back what was kept for `who`; another person's is thrown away. */
export function takeDraft<T>(name: string, who: string, now = Date.now()): T | null {
  const text = sessionStorage.getItem(PREFIX + name);
  sessionStorage.removeItem(PREFIX + name);
  if (text === null) return null;
  const kept = JSON.parse(text) as Kept<T>;
  return kept.who === who && now - kept.at < LONGEST_MS ? kept.value : null;
}
