// The browser and system a User-Agent text names, as far as a person needs to know their own.

const BROWSERS: [RegExp, string][] = [
  [/Edg\/(\d+)/, "Edge"],
  [/MicroMessenger\/(\d+)/, "微信"],
  [/HuaweiBrowser\/(\d+)/, "华为浏览器"],
  [/Firefox\/(\d+)/, "Firefox"],
  [/(?:Chrome|Chromium|HeadlessChrome)\/(\d+)/, "Chrome"],
  [/Version\/(\d+).*Safari/, "Safari"],
];
const SYSTEMS: [RegExp, string][] = [
  [/HarmonyOS|OpenHarmony/, "HarmonyOS"],
  [/Android/, "Android"],
  [/iPhone|iPad/, "iOS"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "macOS"],
  [/Linux|X11/, "Linux"],
];

/** "Chrome 128 · Windows"; null when neither is known. */
export function agentName(text: string): string | null {
  const browser = BROWSERS.flatMap(([pattern, name]) => {
    const found = pattern.exec(text);
    return found === null ? [] : [`${name} ${found[1]}`];
  })[0];
  const system = SYSTEMS.find(([pattern]) => pattern.test(text))?.[1];
  const parts = [browser, system].filter((part) => part !== undefined);
  return parts.length === 0 ? null : parts.join(" · ");
}
