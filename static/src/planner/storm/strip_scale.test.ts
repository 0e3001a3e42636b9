import { describe, expect, it } from "vitest";
import type { Strip } from "../../shared/api/wind_types";
import { bandPath, figuresAt, linePath, roomy, scaleOf } from "./strip_scale";

const FRAME = { width: 120, height: 110, left: 10, right: 10, top: 5, bottom: 5 };
const at = ["2015-07-10T00:00:00Z", "2015-07-10T01:00:00Z", "2015-07-10T02:00:00Z"];
const strip = (likely: (number | null)[], p10 = likely, p90 = likely) =>
  ({ at, wind_ms: { likely, p10, p90 } }) as Strip;

describe("scaleOf", () => {
  it("puts the first and the last hour at the edges and calm at the bottom", () => {
    const scale = scaleOf(strip([10, 20, 30]), FRAME);
    expect(scale?.x(Date.parse(at[0] ?? ""))).toBe(10);
    expect(scale?.x(Date.parse(at[2] ?? ""))).toBe(110);
    expect(scale?.y(0)).toBe(105);
    expect(scale?.y(30)).toBeGreaterThan(5);
  });

  it("leaves room for force 10 over a light wind, or a breeze would look like a storm", () => {
    expect(scaleOf(strip([5, 6, 5]), FRAME)?.topMs).toBeGreaterThan(24.5);
  });

  it("is nothing without any wind", () => {
    expect(scaleOf(strip([null, null, null]), FRAME)).toBeNull();
  });
});

describe("paths", () => {
  const scale = scaleOf(strip([10, 20, 30]), FRAME);
  if (scale === null) throw new Error("no scale");

  it("keep a gap a gap", () => {
    expect(linePath(strip([10, null, 30]), [10, null, 30], scale).match(/M/g)).toHaveLength(2);
    expect(linePath(strip([10, 20, 30]), [10, 20, 30], scale).match(/M/g)).toHaveLength(1);
  });

  it("close the band over the high figures and back under the low ones", () => {
    const path = bandPath(strip([10, 20, 30], [5, 10, 15], [15, 30, 40]), scale);
    expect(path.startsWith(`M10.0 ${scale.y(15).toFixed(1)}`)).toBe(true);
    expect(path.endsWith(`L10.0 ${scale.y(5).toFixed(1)}Z`)).toBe(true);
  });

  it("draw no band where only one end is known", () => {
    expect(bandPath(strip([10, 20, 30], [null, 10, null], [15, 30, 40]), scale)).toBe("");
  });
});

describe("figuresAt", () => {
  it("takes the nearest hour, and nothing outside", () => {
    const told = strip([10, 20, 30]);
    expect(figuresAt(told, Date.parse("2015-07-10T01:20:00Z"))?.likely).toBe(20);
    expect(figuresAt(told, Date.parse("2015-07-10T03:00:00Z"))).toBeNull();
  });
});

describe("roomy", () => {
  it("drops the label that would lie on one that is there", () => {
    expect(roomy([100, 94, 80])).toEqual([true, false, true]);
  });
});
