import type { Person } from "../state/types";

export interface Wanted {
  text: string;
  /** A unit's code: its people and those of all units below it. */
  unit: string;
  role: string;
  state: string;
}

export const ANY = "";

/** Those who match every condition given. */
export function filterPeople(people: readonly Person[], wanted: Wanted): Person[] {
  const text = wanted.text.trim().toLowerCase();
  return people.filter(
    (person) =>
      (text === "" ||
        person.name.includes(text) ||
        person.display_name.toLowerCase().includes(text)) &&
      isWithin(person.unit.code, wanted.unit) &&
      (wanted.role === ANY || person.role === wanted.role) &&
      (wanted.state === ANY || person.state === wanted.state),
  );
}

const CITY = "330900";

/** Codes grow downwards: 330903 · 330903104 · 330903104201. */
function isWithin(code: string, unit: string): boolean {
  return unit === ANY || unit === CITY || code === unit || code.startsWith(unit);
}

const LOGIN = /^[a-z0-9][a-z0-9._-]{1,63}$/;

export const isLogin = (text: string): boolean => LOGIN.test(text);
