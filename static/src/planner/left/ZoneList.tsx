import type { Zone } from "../../shared/api/zone_types";
import { shownAt } from "../../shared/clock";
import { duration } from "../../shared/format/duration";
import { millis } from "../../shared/format/moment";
import { count } from "../../shared/format/number";
import { marginSeverity } from "../../shared/format/severity";
import { say } from "../../shared/i18n/say";
import { zonesByStart, zonesLoaded } from "../../shared/incident/store";
import { may } from "../../shared/session/store";
import { Plate } from "../../shared/ui/Plate";
import { openPlans } from "../plans/acts";
import { openProposal } from "../proposal/acts";
import { orderOfZone } from "../state/orders";
import { draft, selectedZoneId } from "../state/store";
import { selectZone } from "../zones/acts";

/** Zones in the order in which they must start. */
export function ZoneList() {
  const isNew = draft.value !== null && draft.value.zone === null;
  return (
    <section>
      <header class="panel-head">
        <h2>{say("zones.title")}</h2>
        {may("draw_zones") && (
          <button type="button" class="zones-draft" onClick={openProposal}>
            {say("proposal.open")}
          </button>
        )}
        <button type="button" class="zones-draft" onClick={openPlans}>
          {say("plans.open")}
        </button>
        <span>{say("zones.order")}</span>
      </header>
      <ol class="zones">
        {zonesByStart.value.map((zone) => (
          <ZoneRow key={zone.zone_id} zone={zone} />
        ))}
        {isNew && (
          <li>
            <button type="button" class="zone" aria-current="true">
              <span class="zone-tag">+</span>
              <span class="zone-name">{say("zones.new")}</span>
              <span class="zone-state">
                <span>{say("zones.unsaved")}</span>
              </span>
            </button>
          </li>
        )}
      </ol>
      {zonesLoaded.value && zonesByStart.value.length === 0 && !isNew && (
        <p class="empty">{say("zones.empty")}</p>
      )}
    </section>
  );
}

/** Seconds left until the latest start, as the shown moment sees it. */
export function marginS(zone: Zone): number | null {
  const latest = millis(zone.answer?.timing.latest_start_at);
  return latest === null ? null : (latest - shownAt.value) / 1000;
}

function ZoneRow({ zone }: { zone: Zone }) {
  const changed = draft.value?.zone?.zone_id === zone.zone_id && draft.value.dirty;
  const people = zone.answer?.exposure.land.people;
  const order = orderOfZone.value.get(zone.zone_id);
  return (
    <li>
      <button
        type="button"
        class="zone"
        aria-current={selectedZoneId.value === zone.zone_id}
        onClick={() => selectZone(zone.zone_id)}
      >
        <span class="zone-tag num">{zone.number}</span>
        <span class="zone-name">{zone.name}</span>
        <span class="zone-state">
          {order !== undefined && <span class="zone-order">{say(`orders.is.${order.state}`)}</span>}
          <span>
            {changed
              ? say("zones.unsaved")
              : people === undefined
                ? ""
                : say("answer.persons", { count: count(people) })}
          </span>
        </span>
        <ZoneMargin margin={marginS(zone)} />
      </button>
    </li>
  );
}

export function ZoneMargin({ margin }: { margin: number | null }) {
  if (margin === null) return <span class="zone-none">{say("zones.noDeadline")}</span>;
  const time = duration(margin);
  return (
    <Plate severity={marginSeverity(margin)}>
      {margin < 0 ? say("zones.late", { time }) : time}
    </Plate>
  );
}
