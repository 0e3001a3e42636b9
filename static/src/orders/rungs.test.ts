import { expect, test } from "vitest";
import type { StepView } from "../shared/orders/types";
import { rungsOf } from "./rungs";

const made = (...steps: StepView["step"][]): StepView[] =>
  steps.map((step, at) => ({
    step,
    state: "draft",
    name: step,
    unit: "",
    at: `2015-07-10T00:0${at}:00Z`,
    reason: "",
    warnings: [],
  }));

const told = (...steps: StepView["step"][]) =>
  rungsOf({ steps: made(...steps) }).map(({ step, standing }) => `${step} ${standing}`);

test("the ladder is done up to where it stands, and the rest is to come", () => {
  expect(told("draft")).toEqual([
    "draft now",
    "submit ahead",
    "sign ahead",
    "issue ahead",
    "lift ahead",
  ]);
  expect(told("draft", "edit", "submit", "sign", "issue")).toEqual([
    "draft done",
    "submit done",
    "sign done",
    "issue now",
    "lift ahead",
  ]);
});

test("what was withdrawn early keeps what was done, and how it ended", () => {
  expect(told("draft", "submit", "withdraw")).toEqual([
    "draft done",
    "submit done",
    "withdraw now",
  ]);
  expect(told("draft", "submit", "sign", "issue", "supersede").at(-1)).toBe("supersede now");
});

test("a returned document stands at the first rung and says who sent it back", () => {
  const [first, second] = rungsOf({ steps: made("draft", "submit", "return") });
  expect([first?.standing, first?.returned?.name]).toEqual(["now", "return"]);
  expect([second?.standing, second?.made]).toEqual(["ahead", null]);
  const again = rungsOf({ steps: made("draft", "submit", "return", "edit", "submit") });
  expect(again.map(({ standing }) => standing).slice(0, 2)).toEqual(["done", "now"]);
  expect(again[0]?.returned).toBeNull();
});
