import { beforeEach, describe, expect, it } from "vitest";
import type { RegisterField } from "../../shared/api/generated";
import { language } from "../../shared/i18n/language";
import { beijing, changes, degrees, heading, listed, shown } from "./words";

const tier = {
  kind: "text",
  choices: [{ value: "village", text: { zh: "村级", en: "Village" } }],
  unit: null,
} as unknown as RegisterField;
const capacity = {
  kind: "integer",
  choices: [],
  unit: { zh: "人", en: "people" },
} as unknown as RegisterField;

describe("a value of a register", () => {
  beforeEach(() => {
    language.value = "zh";
  });

  it("is read as its word, or with its unit", () => {
    expect(shown(tier, "village")).toBe("村级");
    expect(shown(capacity, 1200)).toBe("1,200\u2009人");
    expect(listed(capacity, 1200)).toBe("1,200");
    expect(heading({ ...capacity, label: { zh: "容量", en: "Capacity" } })).toBe("容量 人");
    expect(shown(capacity, null)).toBe("—");
    expect(shown(tier, true)).toBe("是");
    language.value = "en";
    expect(shown(tier, "village")).toBe("Village");
  });

  it("is sent only where it differs, and an emptied one is none", () => {
    const before = { name: "甲", address: "路", grid: "" };
    expect(changes({ name: "甲 ", address: "", grid: "" }, before)).toEqual({ address: null });
    expect(changes({ ...before, name: "乙" }, before)).toEqual({ name: "乙" });
  });

  it("a place is a number, or what the server will refuse by name", () => {
    expect(degrees("122.1")).toBe(122.1);
    expect(degrees(" ")).toBeNull();
    expect(degrees("310,2")).toBe("310,2");
  });

  it("a moment of a form is Beijing's", () => {
    expect(beijing("2026-01-01T08:00")).toBe("2026-01-01T08:00:00+08:00");
    expect(beijing("")).toBeNull();
  });
});
