import { describe, expect, test } from "vitest";
import { PictureAge } from "./pictureAge";

const SERVER = 1_000_000;
const AHEAD = 70_000; // our clock against the server's

function heard(): PictureAge {
  const age = new PictureAge();
  age.hearTick(100, SERVER, SERVER + AHEAD);
  return age;
}

describe("the picture's age", () => {
  test("is unknown before the first tick", () => {
    expect(new PictureAge().ageMs(0)).toBeNull();
  });

  test("is nothing while ticks come in time, whatever our clock says", () => {
    const age = heard();
    age.hearTick(104, SERVER + 1000, SERVER + AHEAD + 1000);
    expect(age.ageMs(SERVER + AHEAD + 1000)).toBe(0);
  });

  test("grows while nothing is heard, and counts what waited for a busy thread", () => {
    const age = heard();
    expect(age.ageMs(SERVER + AHEAD + 8000)).toBe(8000);
    age.hearTick(104, SERVER + 1000, SERVER + AHEAD + 9000);
    expect(age.ageMs(SERVER + AHEAD + 9000)).toBe(8000);
  });

  test("of a slow screen goes by its frames, not by the ticks between them", () => {
    const age = heard();
    age.slow = true;
    age.hearTick(140, SERVER + 10_000, SERVER + AHEAD + 10_000);
    expect(age.ageMs(SERVER + AHEAD + 10_000)).toBe(10_000);
    age.reach(132);
    expect(age.ageMs(SERVER + AHEAD + 10_000)).toBe(2000);
    age.reach(116);
    expect(age.ageMs(SERVER + AHEAD + 10_000)).toBe(2000);
  });
});
