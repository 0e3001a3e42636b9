import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { mapFaces, type Slice, sliceOf } from "./faces";

const SHEET = new URL("../theme/fonts_strong.css", import.meta.url);

/** The slices of the style sheet that every screen with a map has. */
function slices(): Slice[] {
  const rules = readFileSync(SHEET, "utf8").matchAll(/@font-face \{([^}]*)\}/g);
  return [...rules].map(([, body = ""]) =>
    sliceOf((name) => new RegExp(`^ *${name}: ([^;]*);`, "m").exec(body)?.[1] ?? "", SHEET.href),
  );
}

/** The files that MapLibre would try for a character, in its order. */
function filesFor(name: string, sign: string): string[] {
  const files = mapFaces(slices())[name] as { url: string; "unicode-range": string[] }[];
  const code = sign.codePointAt(0) ?? 0;
  const covers = (range: string) => {
    const [first, last] = range.slice(2).split("-");
    return code >= parseInt(first ?? "", 16) && code <= parseInt(last ?? first ?? "", 16);
  };
  const fitting = files.filter((file) => file["unicode-range"].some(covers));
  return fitting.map((file) => file.url.split("/").at(-1) ?? "");
}

describe("the map's faces", () => {
  it("draw a common name from the first slice of its weight", () => {
    expect(filesFor("Haitang Map Medium", "区")[0]).toBe("noto-sans-sc-500-screens.woff2");
    expect(filesFor("Haitang Map Bold", "区")[0]).toBe("noto-sans-sc-700-screens.woff2");
  });

  it("draw figures from the figures' own face, and leave Chinese to the next in the stack", () => {
    expect(filesFor("Plex Map Bold", "7")).toEqual(["ibm-plex-sans-condensed-600.woff2"]);
    expect(filesFor("Plex Map Bold", "区")).toEqual([]);
  });

  it("know where a rare character is, and look there last", () => {
    expect(filesFor("Haitang Map Bold", "\u5803")[0]).toMatch(/^noto-sans-sc-rare-500-/);
    expect(filesFor("Haitang Map Medium", "岛")[0]).not.toMatch(/rare/);
  });

  it("are refused when a weight has no file", () => {
    expect(() => mapFaces([])).toThrow("no @font-face");
  });
});
