import type { Zone } from "../../shared/api/zone_types";
import { incidentNow } from "../../shared/clock";
import { duration } from "../../shared/format/duration";
import { count, MISSING } from "../../shared/format/number";
import { marginSeverity } from "../../shared/format/severity";
import { inLanguage } from "../../shared/i18n/language";
import { say } from "../../shared/i18n/say";
import { startOf, summary, zonesByStart, zonesLoaded } from "../../shared/incident/store";
import { Plate } from "../../shared/ui/Plate";
import "./zones.css";

const ROWS = 7;

/** What to order next: zones by latest start, the reason beside the name. */
export function Zones() {
  const all = zonesByStart.value;
  const due = summary.value?.zones.people_due ?? null;
  return (
    <section class="side-zones">
      <header>
        <h2>{say("wall.zones")}</h2>
        <span>{say("wall.zones.left")}</span>
        <b class="num">{say("wall.zones.due", { people: count(due) })}</b>
      </header>
      <ol>
        {all.slice(0, ROWS).map((zone) => (
          <Row key={zone.zone_id} zone={zone} />
        ))}
      </ol>
      {all.length === 0 && (
        <p class="quiet">{zonesLoaded.value ? say("wall.zones.none") : MISSING}</p>
      )}
      {all.length > ROWS && (
        <p class="quiet">{say("wall.zones.more", { count: all.length - ROWS })}</p>
      )}
    </section>
  );
}

function Row({ zone }: { zone: Zone }) {
  const binding = zone.answer?.timing.binding;
  return (
    <li>
      <span class="zone-tag num">{zone.number}</span>
      <strong>{zone.name}</strong>
      <span class="quiet">{binding ? inLanguage(binding) : say("zones.draft")}</span>
      <Margin zone={zone} />
    </li>
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
