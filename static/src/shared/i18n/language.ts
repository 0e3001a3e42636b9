import { effect, signal } from "@preact/signals";

export type Language = "zh" | "en";
export interface Text {
  zh: string;
  en: string;
}

/** A text, or a plain string: a name, and the only language of answers kept from before. */
export type Words = Text | string;

const KEY = "haitang.language";

/** The language in force. */
export const language = signal<Language>("zh");

/** Read the remembered language and keep the document's `lang` in step. */
export function startLanguage(): void {
  const asked = new URLSearchParams(location.search).get("lang") ?? localStorage.getItem(KEY);
  language.value = asked === "en" ? "en" : "zh";
  effect(() => {
    document.documentElement.lang = language.value === "zh" ? "zh-CN" : "en";
  });
}

/** Choose a language and remember it. */
export function chooseLanguage(next: Language): void {
  language.value = next;
  localStorage.setItem(KEY, next);
}

/** The text of the language in force; a name or a foreign word is a plain string. */
export const inLanguage = (text: Words): string =>
  typeof text === "string" ? text : text[language.value];
