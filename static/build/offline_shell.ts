// Writes /sw.js: the tablet's service worker with the exact list of files /field needs.

import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const PAGE = "field.html";
const ROOT_FILES = ["/manifest.webmanifest", "/favicon.svg"]; // from static/public, named by the page
const WORKER = fileURLToPath(new URL("../src/field/offline/worker.ts", import.meta.url));

/** Slices of the Chinese faces that hold what no screen and no place of the city says. */
const LATER = /\/noto-sans-sc-\d00-\d\d-/;
const RARE = /\/noto-sans-sc-rare-/;

/** What a bundler's answer has in it, as far as this needs it. */
interface Built {
  fileName: string;
  type: "chunk" | "asset";
  code?: string;
  source?: string | Uint8Array;
}

export function offlineShell(): Plugin {
  return {
    name: "haitang:offline-shell",
    apply: "build",
    enforce: "post", // after Vite has written the pages
    buildStart() {
      this.emitFile({ type: "chunk", id: WORKER, fileName: "sw.js" });
    },
    generateBundle(_options, bundle) {
      const worker = bundle["sw.js"];
      if (worker?.type !== "chunk") throw new Error("sw.js was not built");
      const files = reachable(bundle, PAGE);
      const names = [...ROOT_FILES, ...files.filter((name) => name !== PAGE).map((n) => `/${n}`)];
      const later = names.filter((name) => LATER.test(name)).sort();
      const first = names.filter((name) => !LATER.test(name) && !RARE.test(name)).sort();
      const shell = { id: contentId(bundle, files), files: first, later };
      worker.code = worker.code.replace("__SHELL__", JSON.stringify(shell));
    },
  };
}

/** Every built file that `first` names, or that a file it names names: names have hashes. */
function reachable(bundle: Record<string, Built>, first: string): string[] {
  const found = [first];
  for (const name of found) {
    const text = textOf(bundle[name]);
    const named = Object.keys(bundle).filter((other) => other.startsWith("assets/"));
    found.push(...named.filter((other) => !found.includes(other) && mentions(text, other)));
  }
  return found;
}

const mentions = (text: string, file: string) => text.includes(file.slice("assets/".length));

function textOf(file: Built | undefined): string {
  if (file === undefined) throw new Error(`${PAGE} was not built`);
  if (!/\.(html|m?js|css)$/.test(file.fileName)) return "";
  return file.code ?? file.source?.toString() ?? "";
}

/** The names of hashed files tell their content; the page's own has no hash. */
function contentId(bundle: Record<string, Built>, files: string[]): string {
  const digest = createHash("sha256").update(textOf(bundle[PAGE]));
  return digest
    .update([...files].sort().join("\n"))
    .digest("hex")
    .slice(0, 12);
}
