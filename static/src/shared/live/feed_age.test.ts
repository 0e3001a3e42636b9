import { expect, it } from "vitest";
import type { Feed } from "../api/types";
import { agedFeeds } from "./feed_age";

const feed = { id: "ais_udp", state: "fine", age_s: 2 } as Feed;

it("leaves feeds as told while they are told", () => {
  const told = [feed];
  expect(agedFeeds(told, 3)).toBe(told);
});

it("calls no feed fine once the server has stopped telling", () => {
  expect(agedFeeds([feed], 9)).toMatchObject([{ state: "stale", age_s: 11 }]);
  expect(agedFeeds([{ ...feed, state: "silent", age_s: null }], 9)).toMatchObject([
    { state: "silent", age_s: null },
  ]);
});
