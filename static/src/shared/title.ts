import { effect } from "@preact/signals";
import { say } from "./i18n/say";

/** Keep the page's title with what is shown, the nearest first: tabs and histories are read by it. */
export function followTitle(parts: () => (string | null | undefined)[]): void {
  effect(() => {
    document.title = titleOf(parts());
  });
}

/** "3 东极 · 1509 灿鸿 · 海塘". */
export const titleOf = (parts: (string | null | undefined)[]): string =>
  [...parts, say("app.name")].filter(Boolean).join(" · ");
