import { describe, expect, it } from "vitest";
import { FILL_FLOATS, LINE_FLOATS, ringMesh } from "./ring_mesh";

const near = (mesh: { line: Float32Array }, index: number) => ({
  x: mesh.line[index * LINE_FLOATS] ?? 0,
  nx: mesh.line[index * LINE_FLOATS + 2] ?? 0,
  ny: mesh.line[index * LINE_FLOATS + 3] ?? 0,
});

describe("ringMesh", () => {
  it("is nothing without a radius", () => {
    expect(ringMesh(122, 30, [0, 0, 0, 0])).toBeNull();
  });

  it("fans out from the centre, which is its own origin", () => {
    const mesh = ringMesh(122, 30, [100, 100, 100, 100]);
    expect([mesh?.fill[0], mesh?.fill[1]]).toEqual([0, 0]);
    expect((mesh?.fill.length ?? 0) / FILL_FLOATS).toBe(
      (mesh?.line.length ?? 0) / LINE_FLOATS / 2 + 1,
    );
  });

  it("gives every corner a finite direction across, also where quadrants step", () => {
    for (const radii of [
      [300, 200, 100, 50],
      [100, 100, 100, 100],
      [100, 0, 0, 100],
    ] as [number, number, number, number][]) {
      const mesh = ringMesh(122, 30, radii);
      if (mesh === null) throw new Error("no mesh");
      for (let i = 0; i < mesh.line.length / LINE_FLOATS; i += 1) {
        const { nx, ny } = near(mesh, i);
        const length = Math.hypot(nx, ny);
        expect(length).toBeGreaterThan(0.49);
        expect(length).toBeLessThan(2.01);
      }
    }
  });

  it("has the two sides of a corner opposite each other", () => {
    const mesh = ringMesh(122, 30, [100, 90, 80, 70]);
    if (mesh === null) throw new Error("no mesh");
    expect(near(mesh, 0).nx).toBeCloseTo(-near(mesh, 1).nx);
    expect(near(mesh, 0).x).toBe(near(mesh, 1).x);
  });
});
