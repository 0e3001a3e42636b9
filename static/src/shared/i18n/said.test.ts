import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { CATALOGUE } from "./say";

const SOURCE = fileURLToPath(new URL("../..", import.meta.url));
const SLOT = /\$\{[^}]*\}/;

function patternOf(text: string): RegExp {
  const parts = text.split(SLOT).map((part) => part.replaceAll(".", "\\."));
  return new RegExp(`^${parts.join("[\\w.-]+")}$`);
}

const code = readdirSync(SOURCE, { recursive: true, encoding: "utf-8" })
  .filter((name) => /\.tsx?$/.test(name) && !/(^|\/)i18n\/|\.test\.ts$/.test(name))
  .map((name) => readFileSync(join(SOURCE, name), "utf-8"))
  .join("\n");

/** Keys written out, and patterns of keys that are put together (`wall.force.${force}`). */
const written = new Set([...code.matchAll(/["']([\w.-]+)["']/g)].map(([, key]) => key));
const patterns = [...code.matchAll(/`([a-z][\w.-]*\.[\w.-]*\$\{[^`]*)`/g)].map(([, text]) =>
  patternOf(text ?? ""),
);
const keys = Object.keys(CATALOGUE.zh);
const isKept = (key: string) => written.has(key) || patterns.some((pattern) => pattern.test(key));

describe("the catalogue", () => {
  it("holds no word that no screen says", () => {
    expect(keys.filter((key) => !isKept(key))).toEqual([]);
  });

  it("has every key that a screen writes out", () => {
    const said = [...code.matchAll(/\bsay\(\s*"([\w.-]+)"/g)].map(([, key]) => key ?? "");
    expect(said.length).toBeGreaterThan(300);
    expect(said.filter((key) => !keys.includes(key))).toEqual([]);
  });

  it("has a word for every key that is put together", () => {
    const said = [...code.matchAll(/\bsay\(\s*`([^`]*)`/g)].map(([, text]) =>
      patternOf(text ?? ""),
    );
    expect(said.length).toBeGreaterThan(20);
    expect(said.filter((pattern) => !keys.some((key) => pattern.test(key))).map(String)).toEqual(
      [],
    );
  });

  it("says nothing in Chinese on an English screen but names", () => {
    const names = ["language.switch", "language.label"];
    const mixed = Object.entries(CATALOGUE.en).filter(([, text]) => /\p{Script=Han}/u.test(text));
    expect(mixed.map(([key]) => key).filter((key) => !names.includes(key))).toEqual([]);
  });
});
