import type { Plugin } from "vite";

/** Placeholder until the tablet's service worker is built. */
export function offlineShell(): Plugin {
  return { name: "offline-shell" };
}
