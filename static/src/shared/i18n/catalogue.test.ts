import { describe, expect, it } from "vitest";
import { CATALOGUE } from "./say";

const slots = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort();

describe("catalogues", () => {
  it("have the same keys in both languages", () => {
    expect(Object.keys(CATALOGUE.en).sort()).toEqual(Object.keys(CATALOGUE.zh).sort());
  });

  it("name the same values in each text", () => {
    for (const [key, text] of Object.entries(CATALOGUE.zh)) {
      expect([key, slots(CATALOGUE.en[key as keyof typeof CATALOGUE.en])]).toEqual([
        key,
        slots(text),
      ]);
    }
  });

  it("never say 请, 系统 or 操作失败", () => {
    const all = Object.values(CATALOGUE.zh).join("\n");
    expect(all).not.toMatch(/请|系统|智能|一键|操作失败|未知错误/);
  });
});
