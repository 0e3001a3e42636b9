import { type Key, say } from "../../shared/i18n/say";

const WORDS: Record<string, Key> = {
  standby: "field.shelter.standby",
  preparing: "field.shelter.preparing",
  open: "field.shelter.open",
  full: "field.shelter.full",
  closing: "field.shelter.closing",
};

/** Free places are no open door: whether people can go in now is said beside them. */
export function stateWord(status: string): string {
  const key = WORDS[status];
  return key === undefined ? status : say(key);
}
