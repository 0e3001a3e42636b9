// A silent feed or a lost link sounds until someone presses a key.

import { computed, effect, signal } from "@preact/signals";
import { incidentNow, realNow } from "../shared/clock";
import { duration } from "../shared/format/duration";
import { clockSeconds } from "../shared/format/moment";
import { inLanguage } from "../shared/i18n/language";
import { say } from "../shared/i18n/say";
import { troubleText } from "../shared/ui/Troubles";
import { link, unreadSince } from "./state/store";

const BEEP_EVERY_MS = 3_000;
const LINK_PATIENCE_MS = 3_000;
const READ_PATIENCE_MS = 15_000; // three rounds: one that failed is no fault yet

/** Keys of what is wrong now: "link", "reading", a trouble's code or a feed's id. */
export const faults = computed(() => {
  const since = link.lostSince.value;
  const lost = since !== null && realNow.value - since > LINK_PATIENCE_MS ? ["link"] : [];
  if (lost.length > 0) return lost; // without a link nothing is known of the feeds
  const unread = unreadSince.value;
  const stale = unread !== null && realNow.value - unread > READ_PATIENCE_MS ? ["reading"] : [];
  const silent = link.feeds.value.filter((feed) => feed.state === "silent");
  const troubles = link.troubles.value.map((trouble) => trouble.code);
  return [...stale, ...troubles, ...silent.map((feed) => feed.id)];
});

const acknowledged = signal<ReadonlySet<string>>(new Set());
export const sounding = computed(() => faults.value.some((key) => !acknowledged.value.has(key)));
/** True while the browser refuses to make a sound before someone touches the page. */
export const muted = signal(false);

/** The fault in words. */
export function faultText(key: string): string {
  if (key === "link") {
    const age = duration((realNow.value - (link.lostSince.value ?? realNow.value)) / 1000);
    return say("wall.alarm.link", { age, time: clockSeconds(incidentNow.value) });
  }
  if (key === "reading") {
    const since = unreadSince.value ?? realNow.value;
    return say("wall.alarm.reading", { age: duration((realNow.value - since) / 1000) });
  }
  const trouble = link.troubles.value.find((each) => each.code === key);
  if (trouble !== undefined) return troubleText(trouble);
  const feed = link.feeds.value.find((each) => each.id === key);
  if (feed === undefined) return key;
  return say("wall.alarm.feed", {
    name: inLanguage(feed.title),
    age: feed.age_s === null ? "" : duration(feed.age_s),
  });
}

/** Start watching; any key or touch acknowledges what is wrong now. */
export function startAlarm(): void {
  const context = new AudioContext();
  const acknowledge = () => {
    void context.resume();
    acknowledged.value = new Set(faults.value);
  };
  addEventListener("keydown", acknowledge);
  addEventListener("pointerdown", acknowledge);
  // A fault that ended and comes back sounds again.
  effect(() => {
    const now = new Set(faults.value);
    const kept = [...acknowledged.peek()].filter((key) => now.has(key));
    if (kept.length !== acknowledged.peek().size) acknowledged.value = new Set(kept);
  });
  setInterval(() => {
    muted.value = sounding.value && context.state !== "running";
    if (sounding.value) beep(context);
  }, BEEP_EVERY_MS);
}

function beep(context: AudioContext): void {
  const volume = context.createGain();
  volume.gain.value = 0.2;
  volume.connect(context.destination);
  for (const [tone, after] of [
    [880, 0],
    [660, 0.25],
  ] as const) {
    const voice = context.createOscillator();
    voice.frequency.value = tone;
    voice.connect(volume);
    voice.start(context.currentTime + after);
    voice.stop(context.currentTime + after + 0.2);
  }
}
