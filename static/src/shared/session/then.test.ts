import { expect, it } from "vitest";
import { safeThen, signInAddress } from "./then";

it.each([
  ["/wall?seat=8", "/wall?seat=8"],
  ["/admin#people", "/admin#people"],
  [null, "/"],
  ["", "/"],
  ["https://evil.example/", "/"],
  ["//evil.example/x", "/"],
  ["/\\evil.example", "/"],
  ["/\t/evil.example", "/"],
  ["javascript:alert(1)", "/"],
  ["/signin?then=/signin", "/"],
  ["/enter#token", "/"],
])("goes on from %s to %s", (asked, path) => {
  expect(safeThen(asked)).toBe(path);
});

it("leads back to where the work was", () => {
  expect(signInAddress("/")).toBe("/signin");
  expect(signInAddress("/admin?unit=330902#people")).toBe(
    "/signin?then=%2Fadmin%3Funit%3D330902%23people",
  );
});
