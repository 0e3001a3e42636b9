import { effect, signal } from "@preact/signals";

export type ThemeName = "dark" | "light" | "sun";

const KEY = "haitang.theme";
const NAMES: readonly ThemeName[] = ["dark", "light", "sun"];

function remembered(): ThemeName {
  const asked = new URLSearchParams(location.search).get("theme") ?? localStorage.getItem(KEY);
  const own = document.documentElement.dataset["theme"];
  return NAMES.find((name) => name === asked) ?? NAMES.find((name) => name === own) ?? "dark";
}

/** The theme in force; the page's own until someone chooses. */
export const theme = signal<ThemeName>("dark");

/** Read the remembered theme and keep the document in step with it. */
export function startTheme(fixed?: ThemeName): void {
  theme.value = fixed ?? remembered();
  effect(() => {
    document.documentElement.dataset["theme"] = theme.value;
  });
}

/** Choose a theme and remember it. */
export function chooseTheme(name: ThemeName): void {
  theme.value = name;
  localStorage.setItem(KEY, name);
}

/** The value of a design token (`t1`, `sea-2`) in the theme in force. */
export function token(name: string): string {
  const value = getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  return value === "" ? "#ff00ff" : value; // an unknown token must be seen, not guessed
}

/** A copy of `value` with every string "token:NAME" replaced by that token's value. */
export function withTokens<T>(value: T): T {
  if (typeof value === "string") {
    return (value.startsWith("token:") ? token(value.slice(6)) : value) as T;
  }
  if (Array.isArray(value)) return value.map(withTokens) as T;
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, withTokens(inner)]),
    ) as T;
  }
  return value;
}
