// The page's own font slices under the names that the map asks for. Given to MapLibre as `font-faces`,
// a slice is fetched by the first name that needs it, and its letters are drawn only when it is there.

import type { FontFacesSpecification } from "maplibre-gl";

/** What is told of a slice by its `@font-face` rule. */
export interface Slice {
  family: string;
  weight: string;
  url: string;
  unicodeRange: string[];
}

/** The map's names of a weight; a family has no other way to tell it. In order of preference. */
const MAP_NAMES: Record<string, string[]> = {
  "Haitang Sans 500": ["Haitang Map Medium"],
  "Haitang Sans 700": ["Haitang Map Bold"],
  "Haitang Rare 500": ["Haitang Map Medium", "Haitang Map Bold"],
  "Haitang Serif 500": ["Haitang Serif"],
  "Plex Cond 500": ["Plex Map Medium"],
  "Plex Cond 600": ["Plex Map Bold"],
};

/** The slices as the map's `font-faces`; common characters are looked for before rare ones. */
export function mapFaces(slices: readonly Slice[]): FontFacesSpecification {
  const faces: Record<string, { url: string; "unicode-range": string[] }[]> = {};
  for (const [face, names] of Object.entries(MAP_NAMES)) {
    const found = slices.filter((slice) => `${slice.family} ${slice.weight}` === face);
    if (found.length === 0) throw new Error(`no @font-face for ${face}`);
    for (const name of names) {
      const files = found.map(({ url, unicodeRange }) => ({ url, "unicode-range": unicodeRange }));
      faces[name] = [...(faces[name] ?? []), ...files];
    }
  }
  return faces;
}

/** Every slice that the page's style sheets name. */
export function pageSlices(sheets: Iterable<CSSStyleSheet> = document.styleSheets): Slice[] {
  return [...sheets].flatMap((sheet) =>
    [...sheet.cssRules].flatMap((rule) => {
      if (!(rule instanceof CSSFontFaceRule)) return [];
      return [sliceOf((name) => rule.style.getPropertyValue(name), sheet.href ?? location.href)];
    }),
  );
}

/** A rule's slice; addresses in it are relative to its style sheet. */
export function sliceOf(value: (name: string) => string, base: string): Slice {
  const address = /url\(["']?([^"')]+)/.exec(value("src"))?.[1] ?? "";
  return {
    family: value("font-family").replace(/["']/g, ""),
    weight: value("font-weight"),
    url: new URL(address, base).href,
    unicodeRange: value("unicode-range").split(/,\s*/),
  };
}
