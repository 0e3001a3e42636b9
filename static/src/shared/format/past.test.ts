import { expect, it } from "vitest";
import { agentName } from "./agent";
import { pastMoment } from "./past";

const NOW = Date.parse("2026-07-10T04:00:00Z");

it.each([
  ["2026-07-10T01:05:00Z", "09:05"],
  ["2026-07-09T15:59:00Z", "7月9日 23:59"],
  ["2026-07-09T16:01:00Z", "00:01"],
  ["2025-12-31T01:00:00Z", "2025年12月31日"],
  [null, "—"],
  ["rubbish", "—"],
])("%s is written %s", (text, shown) => {
  expect(pastMoment(text, NOW)).toBe(shown);
});

it.each([
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/128.0.0.0 Safari/537.36 Edg/128.0.0.0",
    "Edge 128 · Windows",
  ],
  [
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/120.0.0.0 Safari/537.36",
    "Chrome 120 · Linux",
  ],
  [
    "Mozilla/5.0 (Linux; Android 12; HarmonyOS) Chrome/114.0 Mobile Safari/537.36",
    "Chrome 114 · HarmonyOS",
  ],
  ["Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) Version/17.0 Safari/604.1", "Safari 17 · iOS"],
  ["curl/8.5", null],
])("%s", (text, name) => {
  expect(agentName(text)).toBe(name);
});
