import type { Zone } from "../../shared/api/zone_types";
import { incidentNow } from "../../shared/clock";
import { duration } from "../../shared/format/duration";
import { count, MISSING } from "../../shared/format/number";
import { marginSeverity } from "../../shared/format/severity";
import { inLanguage } from "../../shared/i18n/language";
import { say } from "../../shared/i18n/say";
import { startOf, summary, zonesByStart, zonesLoaded } from "../../shared/incident/store";
import { MovedGauge } from "../../shared/people/MovedGauge";
import type { RollCallView } from "../../shared/people/types";
import { Plate } from "../../shared/ui/Plate";
import { listOf, moving } from "./Moved";
import "./zones.css";

const ROWS = 7;
const ROWS_MOVING = 6; // those that move take two lines

/** What to order next: zones by latest start, the reason beside the name. */
export function Zones() {
  const all = zonesByStart.value;
  const rows = moving.value ? ROWS_MOVING : ROWS;
  const due = summary.value?.zones.people_due ?? null;
  return (
    <section class="side-zones">
      {moving.value ? (
        <header class="zones-columns">
          <h2>{say("wall.zones")}</h2>
          <span>{say("people.moved")}</span>
          <span>{say("people.notified")}</span>
          <span>{say("people.due")}</span>
        </header>
      ) : (
        <header>
          <h2>{say("wall.zones")}</h2>
          <span>{say("wall.zones.left")}</span>
          <b class="num">{say("wall.zones.due", { people: count(due) })}</b>
        </header>
      )}
      <ol>
        {all.slice(0, rows).map((zone) => (
          <Row key={zone.zone_id} zone={zone} />
        ))}
      </ol>
      {all.length === 0 && (
        <p class="quiet">{zonesLoaded.value ? say("wall.zones.none") : MISSING}</p>
      )}
      {all.length > rows && (
        <p class="quiet">{say("wall.zones.more", { count: all.length - rows })}</p>
      )}
    </section>
  );
}

function Row({ zone }: { zone: Zone }) {
  const binding = zone.answer?.timing.binding;
  const list = listOf(zone.zone_id);
  if (list !== undefined) return <MovingRow zone={zone} list={list} />;
  return (
    <li>
      <span class="zone-tag num">{zone.number}</span>
      <strong>{zone.name}</strong>
      <span class="quiet">{binding ? inLanguage(binding) : say("zones.draft")}</span>
      <Margin zone={zone} />
    </li>
  );
}

/** An ordered zone: who moved, was told and must, under its name and deadline. */
function MovingRow({ zone, list }: { zone: Zone; list: RollCallView }) {
  const { moved, notified, due } = list.tally;
  return (
    <li class="zone-moving">
      <span class="zone-tag num">{zone.number}</span>
      <strong>{zone.name}</strong>
      <Left list={list} />
      <MovedGauge tally={list.tally} />
      <b class="num">{count(moved)}</b>
      <span class="quiet num">{count(notified)}</span>
      <span class="quiet num">/ {count(due)}</span>
    </li>
  );
}

/** Until when the zone is to be empty; more people than listed are told instead of a margin. */
export function Left({ list }: { list: RollCallView }) {
  const { moved, due } = list.tally;
  if (moved > due) return <b class="num">{say("people.over", { count: count(moved - due) })}</b>;
  if (list.due_by === null) return <span class="quiet">{say("zones.noDeadline")}</span>;
  const left = (Date.parse(list.due_by) - incidentNow.value) / 1000;
  const time = duration(left);
  return (
    <Plate severity={moved >= due ? "none" : marginSeverity(left)}>
      {left < 0 ? say("zones.late", { time }) : say("wall.moved.left", { time })}
    </Plate>
  );
}

/** The time left as a plate, or as plain words when there is plenty. */
export function Margin({ zone }: { zone: Zone }) {
  const at = startOf(zone);
  if (!Number.isFinite(at)) return <span class="quiet">{say("zones.noDeadline")}</span>;
  const margin = (at - incidentNow.value) / 1000;
  const time = duration(margin);
  return (
    <Plate severity={marginSeverity(margin)}>
      {margin < 0 ? say("zones.late", { time }) : time}
    </Plate>
  );
}
