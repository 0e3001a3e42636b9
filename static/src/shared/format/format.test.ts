import { afterEach, describe, expect, it } from "vitest";
import { language } from "../i18n/language";
import { duration } from "./duration";
import { clockTime, shortMoment } from "./moment";
import { change, coordinates, count, distance } from "./number";
import { fillSeverity, marginSeverity } from "./severity";
import { sunDay } from "./sun";

const at = (text: string) => Date.parse(text);
afterEach(() => {
  language.value = "zh";
});

describe("duration", () => {
  it.each([
    [41, "41秒"],
    [25 * 60, "25分"],
    [75 * 60, "1时15分"],
    [9 * 3600 + 46 * 60, "9时46分"],
    [27 * 3600 + 2 * 60, "27时02分"],
    [76 * 3600, "3天4时"],
    [-25 * 60, "25分"],
  ])("%d s is written without a colon: %s", (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });

  it("is in English after the switch", () => {
    language.value = "en";
    expect(duration(9 * 3600 + 46 * 60)).toBe("9h46m");
  });
});

describe("moments", () => {
  it("are shown in Beijing time, with the day only when it is not today", () => {
    const now = at("2015-07-09T18:10:37Z");
    expect(clockTime(now)).toBe("02:10");
    expect(shortMoment(at("2015-07-10T03:56:00Z"), now)).toBe("11:56");
    expect(shortMoment(at("2015-07-10T21:12:00Z"), now)).toBe("11日 05:12");
  });
});

describe("numbers", () => {
  it("have thousands commas, and a dash when missing", () => {
    expect(count(15760)).toBe("15,760");
    expect(count(null)).toBe("—");
    expect(distance(2710)).toBe("2.7\u2009km");
    expect(change(38)).toBe("+38");
    expect(change(0)).toBeNull();
    expect(coordinates(122.2075, 29.679)).toBe("29.6790°N 122.2075°E");
  });
});

describe("severity", () => {
  it("follows the margin to the latest start", () => {
    expect([-1, 7199, 7200, 21599, 21600].map(marginSeverity)).toEqual([
      "red",
      "orange",
      "yellow",
      "yellow",
      "none",
    ]);
  });

  it("turns a gauge yellow at 80 % and orange when full", () => {
    expect([fillSeverity(79, 100), fillSeverity(80, 100), fillSeverity(100, 100)]).toEqual([
      "none",
      "yellow",
      "orange",
    ]);
  });
});

describe("sun", () => {
  it("sets over Zhoushan on 10 July 2015 at about 18:59 and rises at about 05:01", () => {
    const sun = sunDay(at("2015-07-10T04:00:00Z"), 122.2, 30);
    expect(Math.abs(sun.setMs - at("2015-07-10T10:59:00Z"))).toBeLessThan(4 * 60_000);
    expect(Math.abs(sun.riseMs - at("2015-07-09T21:01:00Z"))).toBeLessThan(4 * 60_000);
  });
});
