import { say } from "../i18n/say";
import type { PeopleTally } from "./types";
import "./moved_gauge.css";

/** A staff gauge of people: light those who moved, middle those who were told, dark the rest. */
export function MovedGauge({ tally }: { tally: PeopleTally }) {
  const { due, moved, notified } = tally;
  const share = (people: number) =>
    `${due <= 0 ? 100 : Math.min(100, (Math.max(0, people) / due) * 100)}%`;
  return (
    <span
      class="moved-gauge"
      role="meter"
      aria-label={say("people.moved")}
      aria-valuemin={0}
      aria-valuemax={Math.max(due, moved)}
      aria-valuenow={moved}
    >
      <span class="moved-told" style={{ width: share(notified) }} />
      <span class="moved-done" style={{ width: share(moved) }} />
    </span>
  );
}
