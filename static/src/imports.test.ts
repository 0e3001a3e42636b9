// No two files import each other, directly or round about: types neither.

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { expect, test } from "vitest";

const ROOT = import.meta.dirname;
const FILES = readdirSync(ROOT, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => join(ROOT, name));
const KNOWN = new Set(FILES);
const FROM = /^\s*(?:import|export)\b[^"']*?"(\.[^"]+)"/gm;

function importsOf(file: string): string[] {
  return [...readFileSync(file, "utf8").matchAll(FROM)]
    .map((found) => resolve(dirname(file), found[1] ?? ""))
    .flatMap((path) => [`${path}.ts`, `${path}.tsx`].filter((each) => KNOWN.has(each)));
}

/** The first way that leads from a file back to itself. */
function circleIn(graph: ReadonlyMap<string, string[]>): string[] | null {
  const cleared = new Set<string>();
  const follow = (file: string, way: string[]): string[] | null => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
    if (cleared.has(file)) return null;
    for (const next of graph.get(file) ?? []) {
      const circle = follow(next, [...way, file]);
      if (circle !== null) return circle;
    }
    cleared.add(file);
    return null;
  };
  for (const file of graph.keys()) {
    const circle = follow(file, []);
    if (circle !== null) return circle;
  }
  return null;
}

test("a circle is found", () => {
  const graph = new Map([
    ["a", ["b"]],
    ["b", ["c"]],
    ["c", ["b"]],
  ]);
  expect(circleIn(graph)).toEqual(["b", "c", "b"]);
});

test("imports run one way", () => {
  const graph = new Map(FILES.map((file) => [file, importsOf(file)]));
  const edges = [...graph.values()].reduce((sum, each) => sum + each.length, 0);
  expect(edges).toBeGreaterThan(1000); // they were found at all
  expect(circleIn(graph)?.map((file) => file.slice(ROOT.length + 1)) ?? []).toEqual([]);
});
