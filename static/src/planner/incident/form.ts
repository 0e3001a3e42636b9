// What the form for opening an incident sends.

import type { StormHead } from "../../shared/api/wind_types";

export const KINDS = ["typhoon", "other"] as const;
export const LABELS = ["public", "internal", "sensitive"] as const;
export type Kind = (typeof KINDS)[number];
export type Label = (typeof LABELS)[number];

export interface Draft {
  kind: Kind;
  name: string;
  stormId: string;
  exercise: boolean;
  /** Beijing time as the input writes it, "2015-07-10T08:00", or empty. */
  start: string;
  rate: string;
  label: Label;
}

export const EMPTY: Draft = {
  kind: "typhoon",
  name: "",
  stormId: "",
  exercise: false,
  start: "",
  rate: "1",
  label: "internal",
};

/** The body of `POST /incidents`: start and speed go only with a new exercise.
 *
 * `drill` is the world of one that is open: it has its clock.
 */
export function bodyOf(draft: Draft, drill?: number): Record<string, unknown> {
  const { kind, label, exercise } = draft;
  const told = { kind, label, exercise, name: draft.name.trim() };
  const stormId = kind === "typhoon" && draft.stormId !== "" ? draft.stormId : null;
  if (!exercise) return { ...told, storm_id: stormId };
  if (drill !== undefined) return { ...told, storm_id: stormId, world_id: drill };
  const start = draft.start === "" ? {} : { start_at: `${withSeconds(draft.start)}+08:00` };
  return { ...told, storm_id: stormId, ...start, rate: Number(draft.rate) };
}

const withSeconds = (text: string) => (text.length === 16 ? `${text}:00` : text);

/** Another storm picked: its name becomes the incident's, unless somebody wrote one. */
export function withStorm(draft: Draft, stormId: string, storms: readonly StormHead[]): Draft {
  const named = (id: string) => {
    const storm = storms.find((each) => each.storm_id === id);
    return storm === undefined ? "" : nameOf(storm);
  };
  const own = draft.name.trim() !== "" && draft.name !== named(draft.stormId);
  return { ...draft, stormId, name: own ? draft.name : named(stormId) };
}

/** "1509 灿鸿" for 201509. */
export const nameOf = (storm: StormHead): string =>
  `${storm.storm_id.slice(2)} ${storm.name_zh || storm.name_en}`.trim();
