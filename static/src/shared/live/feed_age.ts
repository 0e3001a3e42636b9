// The server tells the feeds' ages every two seconds. When it stops telling, they go on growing.

import type { Feed } from "../api/types";

const SILENT_S = 6; // three tellings missed

/** Feeds as they are `silenceS` seconds after they were told; none is fine that nobody vouches for. */
export function agedFeeds(told: Feed[], silenceS: number): Feed[] {
  if (silenceS < SILENT_S) return told;
  return told.map((feed) => ({
    ...feed,
    age_s: feed.age_s === null ? null : feed.age_s + silenceS,
    state: feed.state === "fine" ? "stale" : feed.state,
  }));
}
