import type { ComponentChildren } from "preact";
import type { Exposure, ZoneAnswer } from "../../shared/api/zone_types";
import { minutesText } from "../../shared/format/duration";
import { area, count } from "../../shared/format/number";
import { inLanguage, language } from "../../shared/i18n/language";
import { say } from "../../shared/i18n/say";
import { preview } from "../state/store";
import { goTo } from "../state/view";
import { WhoLeaves } from "./WhoLeaves";
import "./facts.css";

/** Who and what is inside. People on land and at sea are never added up. */
export function People({ answer }: { answer: ZoneAnswer }) {
  const exposure = preview.value ?? answer.exposure;
  return (
    <section class="facts">
      <Land exposure={exposure} />
      <WhoLeaves groups={exposure.land.groups} />
      <Sea exposure={exposure} />
      <Inside exposure={exposure} />
      <Clearance answer={answer} />
      <Overlaps exposure={exposure} />
    </section>
  );
}

function Fact(props: { name: string; children: ComponentChildren }) {
  return (
    <div class="fact">
      <span class="fact-name">{props.name}</span>
      <span class="fact-value">{props.children}</span>
    </div>
  );
}

function Land({ exposure }: { exposure: Exposure }) {
  const { land } = exposure;
  return (
    <>
      <Fact name={say("answer.people")}>
        <strong class="key num people-count">{count(land.people)}</strong>{" "}
        <span class="quiet">
          {language.value === "zh" ? "人" : ""} {say("due.ofInside", { count: count(land.inside) })}
        </span>
      </Fact>
      <Fact name="">
        {say("answer.mobility")} <b>{count(land.mobility_limited)}</b>
      </Fact>
    </>
  );
}

function Sea({ exposure }: { exposure: Exposure }) {
  const { sea } = exposure;
  if (sea.vessels === 0) return null;
  return (
    <Fact name={say("answer.sea")}>
      <b>{say("answer.seaCount", { vessels: count(sea.vessels), people: count(sea.on_board) })}</b>
      {sea.in_port > 0 && (
        <span class="quiet"> {say("answer.seaInPort", { count: count(sea.in_port) })}</span>
      )}
      {sea.on_board_unknown > 0 && (
        <span class="quiet">
          {" "}
          {say("answer.seaUnknown", { count: count(sea.on_board_unknown) })}
        </span>
      )}
    </Fact>
  );
}

function Inside({ exposure }: { exposure: Exposure }) {
  const { shelters } = exposure;
  return (
    <Fact name={say("answer.inside")}>
      <span class="group">{say("answer.hazards", { count: exposure.hazard_points.count })}</span>
      <span class="group">{say("answer.risks", { count: exposure.risk_areas.count })}</span>
      <span class="group">
        {say("answer.sheltersIn", { count: shelters.count, free: count(shelters.free) })}
      </span>
      <span class="group">{area(exposure.area_km2)}</span>
    </Fact>
  );
}

function Clearance({ answer }: { answer: ZoneAnswer }) {
  const { clearance } = answer;
  if (clearance.people === 0) return null; // nobody moves, so nothing clears
  const low = minutesText(clearance.lower_bound_min);
  const high = minutesText(Math.max(clearance.naive_min, clearance.estimate_min));
  return (
    <Fact name={say("answer.clearTime")}>
      <b>{say("answer.clearRange", { low, high })}</b>{" "}
      <span class="quiet">
        {say("answer.clearUsed", { used: minutesText(clearance.used_min) })}
      </span>
      {clearance.bottleneck !== null && <Bottleneck at={clearance.bottleneck} />}
    </Fact>
  );
}

/** The link that takes longest; a click shows where it is. */
function Bottleneck({ at }: { at: NonNullable<ZoneAnswer["clearance"]["bottleneck"]> }) {
  return (
    <button type="button" class="link" onClick={() => goTo(at.lon, at.lat)}>
      {say("answer.bottleneck", { name: inLanguage(at.name) })}
    </button>
  );
}

function Overlaps({ exposure }: { exposure: Exposure }) {
  return (
    <>
      {exposure.overlaps.map((each) => (
        <p class="note" key={each.zone_id}>
          ■{" "}
          {say("answer.overlap", {
            number: each.number,
            name: each.name,
            area: area(each.area_km2),
            people: count(each.people),
          })}
        </p>
      ))}
      {exposure.overlaps.length === 0 && exposure.counted_elsewhere.people > 0 && (
        <p class="note">
          {say("answer.elsewhere", { count: count(exposure.counted_elsewhere.people) })}
        </p>
      )}
    </>
  );
}
