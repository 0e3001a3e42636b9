// What the form for a closure sends.

import { localTime, two } from "../../shared/format/moment";
import type { Subject } from "../state/closures";

export const STATES = ["closed", "will_close", "open"] as const;
export type State = (typeof STATES)[number];

export interface Draft {
  state: State;
  name: string;
  /** Beijing time as the input writes it, "2015-07-10T08:00", or empty. */
  from: string;
  until: string;
  issuer: string;
  reason: string;
}

/** What the form begins with: closed from now, or from when the forecast closes it. */
export function draftOf(subject: Subject, now: number, issuer: string): Draft {
  const from = subject.from === undefined ? now : Date.parse(subject.from);
  return {
    state: from > now ? "will_close" : "closed",
    name: subject.name,
    from: inputTime(Math.max(from, now)),
    until: "",
    issuer,
    reason: "",
  };
}

/** The body of `POST /closures`. Without a change of hand "from" is now, to the second. */
export function bodyOf(draft: Draft, subject: Subject, began: Draft): Record<string, unknown> {
  const { kind, object, lon, lat, force } = subject;
  const untouched = draft.from === began.from && subject.from === undefined;
  return {
    kind,
    ...(kind === "works" ? { name: draft.name.trim(), lon, lat } : { object }),
    state: draft.state === "open" ? "open" : "closed",
    from_at: untouched ? null : momentOf(draft.from),
    until_at: momentOf(draft.until),
    issuer: draft.issuer.trim(),
    reason: draft.reason.trim(),
    limit_force: force ?? null,
  };
}

/** "2015-07-10T08:00" of the office's clock. */
export function inputTime(ms: number): string {
  const { year, month, day, hour, minute } = localTime(ms);
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
}

const momentOf = (text: string): string | null =>
  text === "" ? null : `${text.length === 16 ? `${text}:00` : text}+08:00`;
