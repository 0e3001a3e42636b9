import { computed } from "@preact/signals";
import { incidentSecond } from "../../shared/clock";
import { duration } from "../../shared/format/duration";
import { say } from "../../shared/i18n/say";
import { silent } from "../../shared/incident/store";
import { countSilent } from "../../shared/tasks/silent";
import { Plate } from "../../shared/ui/Plate";
import "./silent.css";

const told = computed(() => countSilent(silent.value, incidentSecond.value));

/** How many posts have not answered, how long the longest, and how many went up; nothing when none. */
export function Silent() {
  const { units, longestS, raised, severity } = told.value;
  if (units === 0) return null;
  return (
    <section class="side-silent num">
      <span>{say("tasks.wall")}</span>
      <Plate severity={severity}>{say("tasks.wall.units", { count: units })}</Plate>
      <strong>{say("tasks.wall.longest", { time: duration(longestS) })}</strong>
      {raised > 0 && <span class="quiet">{say("tasks.wall.raised", { count: raised })}</span>}
    </section>
  );
}
