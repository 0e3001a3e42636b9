// What a draft is being made of, and what it starts from.

import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { say } from "../../shared/i18n/say";
import { groundsOf } from "../../shared/response/words";
import { holder } from "../../shared/session/store";
import { draftChange } from "../reading/response";
import { responses, type Seed, seed } from "../state/response";
import { recommendation } from "../state/storm";

/** The one track whose rules recommend a level. */
export const TYPHOON = "typhoon";

export interface Fields {
  change: Seed["change"];
  unit: Signal<string>;
  track: Signal<string>;
  level: Signal<number | null>;
  basis: Signal<string>;
  /** The grounds are somebody's own words, which another level must not overwrite. */
  edited: Signal<boolean>;
}

export function useFields(): Fields {
  const from = seed.value;
  const fields: Fields = {
    change: from?.change ?? "activate",
    unit: useSignal(from?.unit ?? holder.value?.unit.code ?? ""),
    track: useSignal(from?.track ?? TYPHOON),
    level: useSignal(from === null ? (recommendation.value?.level ?? null) : from.level),
    basis: useSignal(""),
    edited: useSignal(false),
  };
  useEffect(() => {
    if (!fields.edited.peek()) refill(fields);
  }, [fields.track.value, fields.level.value]);
  return fields;
}

/** The grounds by the rules, in place of what is written. */
export function refill({ change, track, level, basis, edited }: Fields): void {
  edited.value = false;
  if (change === "end") basis.value = say("response.basis.end");
  else if (track.peek() !== TYPHOON) basis.value = "";
  else basis.value = groundsOf(recommendation.peek(), level.peek());
}

/** Draft what the fields say. Throws the refusal. */
export const send = (fields: Fields): Promise<void> =>
  draftChange(fields.change, {
    unit_code: fields.unit.value === holder.peek()?.unit.code ? undefined : fields.unit.value,
    track: fields.track.value,
    level: levelOf(fields),
    basis_text: fields.basis.value,
  });

export const trackOf = ({ track }: Fields) =>
  responses.value?.tracks.find((each) => each.track === track.value);

export const levelOf = (fields: Fields): number | null =>
  fields.change === "end" || trackOf(fields)?.has_level === false ? null : fields.level.value;

/** What must still be said before it can be drafted. */
export function lacking(
  fields: Fields,
): "response.form.needsLevel" | "response.form.needsBasis" | null {
  const wantsLevel = fields.change === "activate" && trackOf(fields)?.has_level !== false;
  if (wantsLevel && fields.level.value === null) return "response.form.needsLevel";
  const { value } = fields.basis;
  const empty = value.trim() === "" || value.trim() === say("response.basis.end").trim();
  return empty ? "response.form.needsBasis" : null;
}
