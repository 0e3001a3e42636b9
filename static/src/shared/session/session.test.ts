import { expect, it, vi } from "vitest";
import { get } from "../api/client";
import { homeOf } from "./home";
import { mustTell } from "./idle";
import { holdWhileLocked, isAnother } from "./load";
import { session } from "./store";
import type { Session } from "./types";

const SESSION: Session = {
  account: {
    name: "wang",
    display_name: "王某",
    role: "planner",
    unit: { code: "330903", name: "普陀区" },
  },
  device: null,
  csrf: "a",
  permissions: ["view", "draw_zones"],
  locked: false,
  unlock_by: ["password"],
  owes_factor: false,
  idle_s: 900,
  expires_at: "2015-07-11T00:00:00Z",
};

it("sends each role to where its work is", () => {
  expect(homeOf(["watch", "view", "administer_units"])).toBe("/");
  expect(homeOf(["watch"])).toBe("/wall");
  expect(homeOf(["read_audit"])).toBe("/audit");
  expect(homeOf(["administer_rights"])).toBe("/admin");
  expect(homeOf([])).toBe("/account");
});

it("knows another person, unit or set of rights from a renewed session", () => {
  expect(isAnother(SESSION, { ...SESSION, csrf: "b", locked: true })).toBe(false);
  expect(isAnother(SESSION, { ...SESSION, permissions: ["view"] })).toBe(true);
  const account = SESSION.account && {
    ...SESSION.account,
    unit: { code: "330902", name: "定海区" },
  };
  expect(isAnother(SESSION, { ...SESSION, account })).toBe(true);
});

it("tells the server of nobody while nobody touches the screen", () => {
  expect(mustTell(900, 1_000_000)).toBe(false);
});

it("asks once for what was asked often while the screen was locked, after it is unlocked", async () => {
  holdWhileLocked();
  const sent: string[] = [];
  vi.stubGlobal("fetch", (path: string) => {
    sent.push(path);
    return Promise.resolve(new Response("{}", { headers: { "content-type": "application/json" } }));
  });
  session.value = { ...SESSION, locked: true };
  const reads = [get("/zones"), get("/zones"), get("/summary", { at: 1 })];
  await get("/session");
  expect(sent).toEqual(["/api/v1/session"]);
  session.value = SESSION;
  await Promise.all(reads);
  expect(sent.slice(1)).toEqual(["/api/v1/zones", "/api/v1/summary?at=1"]);
  vi.unstubAllGlobals();
});
