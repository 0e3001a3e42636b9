import { computed } from "@preact/signals";
import { count } from "../../shared/format/number";
import { say } from "../../shared/i18n/say";
import { rollCalls } from "../../shared/incident/store";
import { MovedGauge } from "../../shared/people/MovedGauge";
import type { RollCallView, UnitTally } from "../../shared/people/types";
import { Plate } from "../../shared/ui/Plate";
import "./moved.css";

const running = computed(
  () => rollCalls.value?.roll_calls.filter((each) => each.ended_at === null) ?? [],
);

/** Whether anybody moves under an order: the storm then leaves its place to who is still to move. */
export const moving = computed(() => running.value.length > 0);

/** The running list of a zone, if it is ordered. */
export const listOf = (zoneId: string): RollCallView | undefined =>
  running.value.find((each) => each.zone_id === zoneId);

/** How many moved of those who must: the city, then its counties, who has most to do first. */
export function Moved() {
  const told = rollCalls.value;
  if (told === null) return null;
  const { total, counties } = told;
  return (
    <section class="side-moved">
      <header>
        <h2>{say("wall.moved.title")}</h2>
        <span class="quiet num">{say("wall.moved.zones", { count: running.value.length })}</span>
        <span class="quiet num">{say("wall.moved.told", { people: count(total.notified) })}</span>
      </header>
      <p class="moved-total num">
        <span class="hero">{count(total.moved)}</span>
        <span class="quiet">/ {count(total.due)}</span>
        {total.contradicted > 0 && (
          <Plate severity="yellow">
            {say("wall.moved.contradicted", { count: total.contradicted })}
          </Plate>
        )}
        {total.unreported > 0 && (
          <Plate severity="yellow">
            {say("wall.moved.unreported", { people: count(total.unreported) })}
          </Plate>
        )}
      </p>
      <MovedGauge tally={total} />
      <ol>
        {counties.map((county) => (
          <County key={county.code} county={county} />
        ))}
      </ol>
    </section>
  );
}

function County({ county }: { county: UnitTally }) {
  const { moved, notified, due } = county.tally;
  return (
    <li>
      <span>{county.name}</span>
      <MovedGauge tally={county.tally} />
      <b class="num">{count(moved)}</b>
      <span class="quiet num">{count(notified)}</span>
      <span class="quiet num">/ {count(due)}</span>
    </li>
  );
}
