// What a password must be, checked while it is typed. The server decides; this only says it early.

import { type Key, say } from "../i18n/say";

export interface PasswordPolicy {
  id: string;
  min_length: number;
  max_length?: number | null;
  /** Kinds of signs (lower, upper, figure, other) that must occur; 0 or absent: none. */
  classes?: number | null;
  /** Days after which it must be changed; null: never. */
  max_age_days?: number | null;
  /** How many earlier ones may not come back. */
  history?: number | null;
}

export interface Check {
  key: Key;
  text: string;
  met: boolean;
}

const KINDS = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u];

/** How many kinds of signs a text has. */
export const kindsIn = (text: string): number => KINDS.filter((kind) => kind.test(text)).length;

/** Every rule with whether `password` meets it. */
export function checks(policy: PasswordPolicy, password: string, login: string): Check[] {
  const length = [...password.normalize("NFKC")].length;
  const kinds = policy.classes ?? 0;
  const found: (Check | false)[] = [
    rule("policy.length", length >= policy.min_length, { count: policy.min_length }),
    kinds > 1 && rule("policy.kinds", kindsIn(password) >= kinds, { count: kinds }),
    login !== "" && rule("policy.login", length > 0 && !names(password, login)),
  ];
  return found.filter((each) => each !== false);
}

const names = (password: string, login: string) =>
  password.toLowerCase().includes(login.toLowerCase());

const rule = (key: Key, met: boolean, values: Record<string, number> = {}): Check => ({
  key,
  text: say(key, values),
  met,
});

export const isMet = (all: Check[]): boolean => all.every((each) => each.met);
