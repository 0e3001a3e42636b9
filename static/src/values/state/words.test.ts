import { beforeEach, describe, expect, it } from "vitest";
import type { OfficeValue } from "../../shared/api/generated";
import { figure, standing } from "../../shared/format/office_value";
import { language } from "../../shared/i18n/language";
import { partOf, ROOMS } from "./rooms";
import { fault, written } from "./words";

const buffer = {
  key: "evac.buffer_min",
  default: 60,
  unit: "min",
  low: 0,
  high: 720,
  whole: false,
} as OfficeValue;

describe("a value on screen", () => {
  beforeEach(() => {
    language.value = "zh";
  });

  it("has its unit as the language says it", () => {
    expect(figure(45, "min")).toBe("45\u2009min");
    expect(figure(10, "force")).toBe("10 级");
    expect(figure(1.4, "")).toBe("1.4");
    expect(figure("0580-5550110", "")).toBe("0580-5550110");
    language.value = "en";
    expect(figure(10, "force")).toBe("force 10");
  });

  it("says whether it is the default, also after a change was taken back", () => {
    expect(standing({ adopted: false, version: 2 })).toBe("默认值");
    expect(standing({ adopted: true, version: 3 })).toBe("第 3 版");
  });

  it("is refused out of its bounds, and where no number stands", () => {
    expect(fault(buffer, "45")).toBeUndefined();
    expect(fault(buffer, "")).toBeUndefined();
    for (const text of ["721", "-1", "soon"]) expect(fault(buffer, text)).toContain("0 到 720");
    expect(fault({ ...buffer, whole: true }, "9.5")).toBe("要整数");
  });

  it("is a number where one is awaited, and a text elsewhere", () => {
    expect(written(buffer, " 45 ")).toBe(45);
    expect(written({ ...buffer, default: "x" }, "0580")).toBe("0580");
  });

  it("stands in a part of the page, and so does each table", () => {
    expect(partOf("evac.buffer_min")).toBe("evacuation");
    expect(partOf("exposure.due")).toBe("exposure");
    expect(new Set(ROOMS.flatMap(({ keys }) => keys)).size).toBe(9);
  });
});
