// What a warning signal is called and how grave its plate is.

import type { Severity } from "../format/severity";
import { CATALOGUE, type Key, say } from "../i18n/say";

export const severityOf = (colour: string): Severity =>
  (["red", "orange", "yellow", "blue"] as const).find((each) => each === colour) ?? "none";

/** 台风 橙; a kind or colour that the catalogue does not know is said by its code. */
export function signalName({ kind, colour }: { kind: string; colour: string }): string {
  const word = (key: string, own: string) => (key in CATALOGUE.zh ? say(key as Key) : own);
  return `${word(`typhoon.signal.${kind}`, kind)} ${word(`typhoon.colour.${colour}`, colour)}`;
}

const COLOURS = ["red", "orange", "yellow", "blue"] as const;
/** The word of a colour that a rule names; classes are said by their code, as the table has them. */
export const limitWord = (code: string): string => {
  const colour = COLOURS.find((each) => each === code);
  return colour === undefined ? code : say(`typhoon.colour.${colour}`);
};
