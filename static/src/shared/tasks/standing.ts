// How a task stands out: by its state and by how long its post has said nothing (design §11).

import type { Severity } from "../format/severity";
import type { TaskHead } from "./types";

export interface Waits {
  escalate_min: number;
  unanswered_min: number;
}

export type StandingWord = "fresh" | "silent" | Exclude<TaskHead["state"], "open">;

export interface Standing {
  word: StandingWord;
  severity: Severity;
  /** Seconds since the post has it; null once it answered. */
  silentS: number | null;
}

/** Yellow from ten minutes, orange from thirty or once it went up. Never red: that is for the late. */
export function silence(
  since: string,
  escalation: number,
  now: number,
  waits: Waits,
): { severity: Severity; silentS: number } {
  const silentS = Math.max(0, (now - Date.parse(since)) / 1000);
  if (escalation > 0 || silentS >= waits.escalate_min * 60) return { severity: "orange", silentS };
  return { severity: silentS >= waits.unanswered_min * 60 ? "yellow" : "none", silentS };
}

type Told = Pick<TaskHead, "state" | "addressed_at" | "escalation">;

/** The plate of a task at `now`. */
export function standingOf(task: Told, now: number, waits: Waits): Standing {
  if (task.state === "open") {
    const found = silence(task.addressed_at, task.escalation, now, waits);
    return { word: found.severity === "none" ? "fresh" : "silent", ...found };
  }
  const severity = task.state === "cannot" ? "orange" : "none";
  return { word: task.state, severity, silentS: null };
}
