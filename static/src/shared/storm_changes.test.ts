import { describe, expect, it } from "vitest";
import type { ArrivalShift } from "./api/wind_types";
import { greatestShift, shiftText } from "./storm_changes";

describe("shiftText", () => {
  const T = "2015-07-10T02:00:00Z";
  it.each([
    [-42, "早 42分"],
    [70, "晚 1时10分"],
    [0.2, "不变"],
  ])("says %d minutes as %s", (shift_min, text) => {
    expect(shiftText({ before_at: T, after_at: T, shift_min })).toBe(text);
  });

  it("says what newly comes and what no longer does", () => {
    expect(shiftText({ before_at: null, after_at: T, shift_min: null })).toBe("新出现");
    expect(shiftText({ before_at: T, after_at: null, shift_min: null })).toBe("不再到");
  });
});

describe("greatestShift", () => {
  const T = "2015-07-10T02:00:00Z";
  const shift = (name: string, shift_min: number | null, before_at: string | null = T) =>
    ({ name, force: 7, before_at, after_at: T, shift_min, unit_code: name }) as ArrivalShift;

  it("takes the most minutes, either way", () => {
    const all = [shift("定海区", 13), shift("普陀区", -31), shift("嵊泗县", 0)];
    expect(greatestShift(all, 7)?.name).toBe("普陀区");
    expect(greatestShift(all, 10)).toBeNull();
  });

  it("puts what newly comes before any minutes", () => {
    const all = [shift("定海区", 300), shift("普陀区", null, null)];
    expect(greatestShift(all, 7)?.name).toBe("普陀区");
  });
});
