import { describe, expect, it } from "vitest";
import type { AgencyStorm } from "../../shared/map/typhoon/storm";
import { bulletinTimes, minutesBetween } from "./bulletin_list";

const fix = (fix_at: string) => ({ fix_at });
const storm = {
  track: { fixes: [fix("2015-07-09T12:00:00Z"), fix("2015-07-09T18:00:00Z")] },
  forecast: { issued_at: "2015-07-09T19:00:00Z" },
} as unknown as AgencyStorm;

describe("bulletinTimes", () => {
  it("lists fixes and the forecast, newest first, each moment once", () => {
    expect(bulletinTimes(storm, Date.parse("2015-07-10T00:00:00Z"))).toEqual([
      "2015-07-09T19:00:00Z",
      "2015-07-09T18:00:00Z",
      "2015-07-09T12:00:00Z",
    ]);
  });

  it("knows nothing of what comes after the moment", () => {
    expect(bulletinTimes(storm, Date.parse("2015-07-09T13:00:00Z"))).toEqual([
      "2015-07-09T12:00:00Z",
    ]);
  });

  it("is empty without a storm", () => {
    expect(bulletinTimes(undefined, 0)).toEqual([]);
  });
});

describe("minutesBetween", () => {
  it("is missing where an end is missing, never 0", () => {
    expect(minutesBetween("2015-07-10T02:00:00Z", "2015-07-10T01:30:00Z")).toBe(-30);
    expect(minutesBetween(null, "2015-07-10T01:30:00Z")).toBeNull();
  });
});
