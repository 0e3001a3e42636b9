// Puts into each page what stands in it before any script has run: first_frame.html, once.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const FRAME = fileURLToPath(new URL("./first_frame.html", import.meta.url));
const MARK = "<!-- first frame -->";

export function firstFrame(): Plugin {
  return {
    name: "haitang:first-frame",
    transformIndexHtml: {
      order: "pre",
      handler(page, { filename }) {
        if (!page.includes(MARK)) throw new Error(`${filename} has no ${MARK}`);
        return page.replace(MARK, () => readFileSync(FRAME, "utf-8").trimEnd());
      },
    },
  };
}
