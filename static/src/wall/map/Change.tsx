import { incidentNow } from "../../shared/clock";
import { millis, shortMoment } from "../../shared/format/moment";
import { type Key, say } from "../../shared/i18n/say";
import { greatestShift, shiftText } from "../../shared/storm_changes";
import { LevelSign } from "../../shared/ui/LevelSign";
import { changes, recommendation } from "../state/store";
import "./change.css";

const FORCES = [7, 10] as const;
const ROMAN = ["", "I", "II", "III", "IV"];

/** What the newest bulletin moved: the level the rules give, and the arrivals that moved most. */
export function Change() {
  const told = changes.value;
  const issued = millis(told?.to?.issued_at);
  if (told === null || told.from === null || issued === null) return null;
  return (
    <section class="wall-change num">
      <h2>
        <b>{shortMoment(issued, incidentNow.value)}</b> {say("wall.change")}
      </h2>
      <Level />
      {FORCES.map((force) => {
        const most = greatestShift(told.arrivals, force);
        if (most === null) return null;
        return (
          <p key={force}>
            {say(`wall.force.${force}` as Key)} {most.name} <b>{shiftText(most)}</b>
          </p>
        );
      })}
    </section>
  );
}

function Level() {
  const level = recommendation.value?.level ?? null;
  if (level === null) return null;
  return (
    <p class="wall-level">
      {say("typhoon.level")} <LevelSign level={level} size={24} />
      <b>{say("typhoon.level.name", { level: ROMAN[level] ?? String(level) })}</b>
    </p>
  );
}
