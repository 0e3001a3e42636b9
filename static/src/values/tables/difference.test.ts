import { describe, expect, it } from "vitest";
import { type Described, differences } from "./difference";

const row = (id: string, says: Record<string, string>): Described => ({ id, title: id, says });

describe("the difference of two tables", () => {
  it("is nothing where both say the same, in whatever order", () => {
    const [a, b] = [row("A", { level: "I" }), row("B", { level: "II" })];
    expect(differences([a, b], [b, a])).toEqual([]);
  });

  it("names what a row said and says, and nothing that stayed", () => {
    const found = differences(
      [row("A", { level: "I", hours: "24" })],
      [row("A", { level: "I", hours: "18" })],
    );
    expect(found).toEqual([
      {
        id: "A",
        title: "A",
        kind: "changed",
        lines: [{ what: "hours", before: "24", after: "18" }],
      },
    ]);
  });

  it("tells a condition that came and one that went", () => {
    const found = differences([row("A", { wind: "7" })], [row("A", { tide: "spring" })]);
    expect(found[0]?.lines).toEqual([
      { what: "wind", before: "7", after: null },
      { what: "tide", before: null, after: "spring" },
    ]);
  });

  it("tells rows that are new and rows that are gone", () => {
    const found = differences([row("A", { x: "1" })], [row("B", { x: "1" })]);
    expect(found.map(({ id, kind }) => [id, kind])).toEqual([
      ["B", "added"],
      ["A", "removed"],
    ]);
  });
});
