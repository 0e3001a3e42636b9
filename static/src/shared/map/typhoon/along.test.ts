import { describe, expect, it } from "vitest";
import { Walk } from "./along";

describe("a walk along a line", () => {
  const corner = new Walk([[0, 0], [10, 0], [10, 10]]); // biome-ignore format: a line

  it("is as long as its sides", () => {
    expect(corner.length).toBe(20);
  });

  it("turns where the line does", () => {
    expect(corner.at(5)).toEqual({ x: 5, y: 0, turn: 0 });
    expect(corner.at(15)).toEqual({ x: 10, y: 5, turn: Math.PI / 2 });
  });

  it("passes a corner that stands twice", () => {
    const twice = new Walk([[0, 0], [4, 0], [4, 0], [8, 0]]); // biome-ignore format: a line
    expect(twice.at(6)).toEqual({ x: 6, y: 0, turn: 0 });
  });
});
