import { expect, test } from "vitest";
import { uuid7 } from "./uuid";

test("the moment stands first, so that later ids sort later", () => {
  const early = uuid7(1_700_000_000_000);
  const late = uuid7(1_700_000_000_001);
  expect(early < late).toBe(true);
  expect(Number.parseInt(early.replaceAll("-", "").slice(0, 12), 16)).toBe(1_700_000_000_000);
});

test("version and variant are those of RFC 9562", () => {
  const id = uuid7(Date.now());
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("two of one millisecond differ", () => {
  expect(uuid7(5)).not.toBe(uuid7(5));
});
