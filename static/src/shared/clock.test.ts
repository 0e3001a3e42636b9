import { afterEach, describe, expect, it, vi } from "vitest";
import { drawnAt, following, showMoment, shownAt, sweepTo } from "./clock";

afterEach(() => {
  vi.restoreAllMocks();
  showMoment(null);
});

describe("sweeping the time", () => {
  it("moves the drawing each time, the words only now and then", () => {
    const now = vi.spyOn(performance, "now");
    now.mockReturnValue(10_000);
    sweepTo(1_000_000);
    expect([drawnAt.value, shownAt.value]).toEqual([1_000_000, 1_000_000]);
    now.mockReturnValue(10_016);
    sweepTo(1_060_000);
    expect([drawnAt.value, shownAt.value]).toEqual([1_060_000, 1_000_000]);
    now.mockReturnValue(10_200);
    sweepTo(1_120_000);
    expect(shownAt.value).toBe(1_120_000);
  });

  it("ends where somebody sets a moment, or follows again", () => {
    sweepTo(1_000_000);
    showMoment(2_000_000);
    expect([drawnAt.value, shownAt.value]).toEqual([2_000_000, 2_000_000]);
    showMoment(null);
    expect(following.value).toBe(true);
    expect(drawnAt.value).toBe(shownAt.value);
  });
});
