// No two files import each other, directly or round about, and no two folders: types neither.

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
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

const GRAPH = new Map(
  FILES.map((file) => [relative(ROOT, file), importsOf(file).map((each) => relative(ROOT, each))]),
);

/** The same graph between the rooms that `roomOf` puts the files in. */
function between(roomOf: (file: string) => string): Map<string, string[]> {
  const rooms = new Map<string, Set<string>>();
  for (const [file, imported] of GRAPH) {
    const room = roomOf(file);
    const others = rooms.get(room) ?? new Set();
    for (const each of imported.map(roomOf)) if (each !== room) others.add(each);
    rooms.set(room, others);
  }
  return new Map([...rooms].map(([room, others]) => [room, [...others]]));
}

test("imports run one way", () => {
  expect([...GRAPH.values()].flat().length).toBeGreaterThan(1000); // they were found at all
  expect(circleIn(GRAPH)).toBeNull();
});

test("folders are imported one way", () => {
  expect(circleIn(between(dirname))).toBeNull();
});

test("a screen stands on shared alone; the account's frame shows the offices' pages", () => {
  const screens = between((file) => file.split("/")[0] ?? "");
  screens.delete("imports.test.ts");
  const { account = [], ...rest } = Object.fromEntries(screens);
  expect(account.sort()).toEqual([
    "admin",
    "audit",
    "orders",
    "registers",
    "shared",
    "tasks",
    "values",
  ]);
  expect([...new Set(Object.values(rest).flat())]).toEqual(["shared"]);
});
