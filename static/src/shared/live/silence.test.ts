import { expect, test } from "vitest";
import { Silence } from "./silence";

test("seconds without a word add up, and a word ends them", () => {
  const silence = new Silence();
  silence.beat(0);
  expect(silence.beat(1000)).toBe(1000);
  expect(silence.beat(2000)).toBe(2000);
  silence.hear();
  expect(silence.beat(3000)).toBe(1000);
});

test("a minute in which no timer ran is two seconds of silence", () => {
  const silence = new Silence();
  silence.beat(0);
  expect(silence.beat(60_000)).toBe(2000);
});

test("a clock set back takes nothing away", () => {
  const silence = new Silence();
  silence.beat(60_000);
  expect(silence.beat(0)).toBe(0);
});
