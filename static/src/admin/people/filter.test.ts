import { expect, it } from "vitest";
import type { Person } from "../state/types";
import { filterPeople, isLogin } from "./filter";

const person = (name: string, code: string, more: Partial<Person> = {}): Person => ({
  account_id: 1,
  name,
  display_name: `王${name}`,
  unit: { code, name: code },
  role: "planner",
  state: "active",
  locked_until: null,
  totp: false,
  passkeys: 0,
  last_seen_at: null,
  email: null,
  disabled: false,
  break_glass: false,
  ...more,
});
const PEOPLE = [
  person("city", "330900"),
  person("putuo", "330903", { role: "commander" }),
  person("liuheng", "330903104", { state: "disabled" }),
  person("dinghai", "330902"),
];
const ALL = { text: "", unit: "", role: "", state: "" };
const names = (wanted: Partial<typeof ALL>) =>
  filterPeople(PEOPLE, { ...ALL, ...wanted }).map((each) => each.name);

it("takes all without conditions, and a county with what lies below it", () => {
  expect(names({})).toHaveLength(4);
  expect(names({ unit: "330900" })).toHaveLength(4);
  expect(names({ unit: "330903" })).toEqual(["putuo", "liuheng"]);
  expect(names({ unit: "330903104" })).toEqual(["liuheng"]);
});

it("joins conditions", () => {
  expect(names({ unit: "330903", role: "commander" })).toEqual(["putuo"]);
  expect(names({ state: "disabled", text: "LIU" })).toEqual(["liuheng"]);
  expect(names({ text: "王d" })).toEqual(["dinghai"]);
});

it("takes logins as the database does", () => {
  expect(["wang.hai", "w1", "王海", "-x", "a", "A1"].map(isLogin)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});
