import { describe, expect, it } from "vitest";
import type { StormHead } from "../../shared/api/wind_types";
import { bodyOf, type Draft, EMPTY, withStorm } from "./form";

const storms = [
  { storm_id: "201509", name_zh: "灿鸿", name_en: "Chan-hom" },
  { storm_id: "201918", name_zh: "米娜", name_en: "Mitag" },
] as unknown as StormHead[];
const draft: Draft = { ...EMPTY, name: " 防御灿鸿 ", stormId: "201509", start: "2015-07-10T08:00" };

describe("the body that opens an incident", () => {
  it("gives a real incident no clock", () => {
    expect(bodyOf(draft)).toEqual({
      kind: "typhoon",
      name: "防御灿鸿",
      exercise: false,
      storm_id: "201509",
      label: "internal",
    });
  });

  it("gives an exercise its start in Beijing time and its speed", () => {
    const body = bodyOf({ ...draft, exercise: true, rate: "60" });
    expect(body).toMatchObject({ start_at: "2015-07-10T08:00:00+08:00", rate: 60 });
  });

  it("opens another matter of a drill in the drill's world, by its clock", () => {
    const body = bodyOf({ ...draft, exercise: true, rate: "60" }, 4);
    expect(body).toMatchObject({ exercise: true, world_id: 4 });
    expect(body).not.toHaveProperty("rate");
    expect(body).not.toHaveProperty("start_at");
  });

  it("leaves an empty start to the server", () => {
    expect(bodyOf({ ...draft, exercise: true, start: "" })).not.toHaveProperty("start_at");
  });

  it("takes no storm along when it is not about one", () => {
    expect(bodyOf({ ...draft, kind: "other" })).toMatchObject({ storm_id: null });
  });
});

describe("picking a storm", () => {
  it("names the incident after it, and after the next", () => {
    const first = withStorm(EMPTY, "201509", storms);
    expect(first.name).toBe("1509 灿鸿");
    expect(withStorm(first, "201918", storms).name).toBe("1918 米娜");
    expect(withStorm(first, "", storms).name).toBe("");
  });

  it("keeps a name that somebody wrote", () => {
    expect(withStorm({ ...EMPTY, name: "秋汛" }, "201509", storms).name).toBe("秋汛");
  });
});
