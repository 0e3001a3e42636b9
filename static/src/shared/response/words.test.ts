import { describe, expect, it } from "vitest";
import type { Recommendation } from "../api/wind_types";
import type { Measure, ResponseDraft, Standing } from "./types";
import { beside, changeName, conditionText, groundsOf, issuers, verdictOf } from "./words";

const text = (zh: string) => ({ zh, en: zh });
const rule = (id: string, level: number) => ({
  id,
  level,
  title: text(`规则${id}`),
  reasons: [text("十级风 18.2 小时后到")],
});
const told = {
  agency: "CMA",
  level: 2,
  rules: [rule("R2-T10", 2)],
  also_fired: [rule("R3-T7", 3)],
  not_judged: [{ id: "R1-COMP", level: 1, title: text("复合"), missing: [] }],
  default_table: true,
  label: text("默认表"),
} as unknown as Recommendation;
const draft = { change: "activate", title: text("防台风"), level: 2 } as const;

describe("grounds", () => {
  it("name the recommended level with the rule and its figures", () => {
    const grounds = groundsOf(told, 2);
    expect(grounds).toContain("规则建议 II 级（默认表）");
    expect(grounds).toContain("R2-T10");
    expect(grounds).toContain("18.2");
  });

  it("of another level say so last and leave the reason to be written", () => {
    const grounds = groundsOf(told, 3);
    expect(grounds).toContain("R3-T7");
    expect(grounds).toMatch(/规则建议 II 级，起草 III 级，理由：$/);
  });

  it("are empty where no rule speaks", () => {
    expect(groundsOf(null, 2)).toBe("");
    expect(groundsOf(told, null)).toBe("");
  });
});

describe("a draft", () => {
  const active = [
    { issuer_unit: "330900", track: "typhoon", title: text("防台风"), level: 3 },
  ] as Standing[];
  const of = (more: Partial<ResponseDraft>) =>
    ({ ...draft, issuer_unit: "330900", track: "typhoon", ...more }) as ResponseDraft;

  it("is called by what it does", () => {
    expect(changeName(draft)).toBe("防台风 II 级");
    expect(changeName({ ...draft, level: null })).toBe("启动 防台风");
    expect(changeName({ ...draft, change: "end", level: null })).toBe("终止 防台风");
  });

  it("stands beside its own unit's level, not another's", () => {
    expect(beside(of({}), active)).toBe("现行 III 级");
    expect(beside(of({ level: 3 }), active)).toBe("与现行相同");
    expect(beside(of({ issuer_unit: "330902" }), active)).toBe("现在没有启动");
  });
});

describe("a rule", () => {
  const measures = [
    { measure: "landfall_in_h", comparison: "at_most", title: text("多久"), unit: "h" },
    { measure: "inside_line_h", comparison: "inside", title: text("线"), unit: "h" },
  ] as Measure[];

  it("reads as a condition", () => {
    expect(conditionText({ measure: "landfall_in_h", value: 24 }, measures)).toBe("多久 ≤ 24 h");
    expect(conditionText({ measure: "landfall_in_h", value: null }, measures)).toBe("多久：有");
    expect(conditionText({ measure: "inside_line_h", value: 48 }, measures)).toBe(
      "在 48 小时警戒线内",
    );
  });

  it("that cannot be judged is neither held nor failed", () => {
    const verdicts = ["R2-T10", "R3-T7", "R1-COMP", "R4"].map((id) => verdictOf(told, id));
    expect(verdicts).toEqual(["fired", "fired", "unjudged", "not"]);
    expect(verdictOf(null, "R4")).toBeNull();
  });
});

it("offers the widest units first and no village", () => {
  const unit = (code: string, level: string) => ({ code, level, name: code });
  const all = [
    unit("330902001", "township"),
    unit("330902001001", "village"),
    unit("330900", "city"),
  ];
  expect(issuers(all).map(({ value }) => value)).toEqual(["330900", "330902001"]);
});
