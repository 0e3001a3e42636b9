import { describe, expect, it } from "vitest";
import { type Camera, covers, pixelsOf, placing } from "./camera";

const DRAWN: Camera = { x: 0.84, y: 0.41, zoom: 10 };
const VIEW = { width: 800, height: 600 };
const moved = (px: number, zoom = 10): Camera => ({
  x: DRAWN.x + px / pixelsOf({ ...DRAWN, zoom }),
  y: DRAWN.y,
  zoom,
});

describe("a picture made for one view, seen in another", () => {
  it("lies still under the view it was made for", () => {
    expect(placing(DRAWN, DRAWN)).toEqual({ x: 0, y: 0, scale: 1 });
  });

  it("goes left as the camera goes right", () => {
    expect(placing(DRAWN, moved(100)).x).toBeCloseTo(-100, 6);
  });

  it("is twice as large one level nearer", () => {
    expect(placing(DRAWN, { ...DRAWN, zoom: 11 }).scale).toBe(2);
  });

  it("serves as far as its margin reaches and no farther", () => {
    expect(covers(DRAWN, moved(159), VIEW, 0.2)).toBe(true);
    expect(covers(DRAWN, moved(161), VIEW, 0.2)).toBe(false);
  });

  it("serves nearer views, and farther ones only within its margin", () => {
    expect(covers(DRAWN, { ...DRAWN, zoom: 11 }, VIEW, 0.2)).toBe(true);
    expect(covers(DRAWN, { ...DRAWN, zoom: 9.6 }, VIEW, 0.2)).toBe(true);
    expect(covers(DRAWN, { ...DRAWN, zoom: 9.4 }, VIEW, 0.2)).toBe(false);
  });
});
