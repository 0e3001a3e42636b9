import { expect, it } from "vitest";
import { checks, isMet, kindsIn, type PasswordPolicy } from "./policy";

const MLPS3: PasswordPolicy = { id: "mlps3", min_length: 10, classes: 3 };
const ASVS: PasswordPolicy = { id: "asvs", min_length: 12 };
const failing = (policy: PasswordPolicy, password: string) =>
  checks(policy, password, "wanghai")
    .filter((each) => !each.met)
    .map((each) => each.key);

it("counts kinds of signs, Chinese as neither letter case", () => {
  expect(["abc", "abC", "abC1", "abC1#", "台风"].map(kindsIn)).toEqual([1, 2, 3, 4, 1]);
});

it("names each rule of the level-3 policy that is not met", () => {
  expect(failing(MLPS3, "")).toEqual(["policy.length", "policy.kinds", "policy.login"]);
  expect(failing(MLPS3, "taimenzhen")).toEqual(["policy.kinds"]);
  expect(failing(MLPS3, "Tai-men 09")).toEqual([]);
  expect(failing(MLPS3, "WangHai-2026")).toEqual(["policy.login"]);
});

it("asks for no kinds under the other policy", () => {
  expect(isMet(checks(ASVS, "four quiet harbours", "wanghai"))).toBe(true);
  expect(failing(ASVS, "short")).toEqual(["policy.length"]);
});
