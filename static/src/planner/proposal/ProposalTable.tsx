import type { ProposedZone } from "../../shared/api/generated";
import type { Way } from "../../shared/api/zone_types";
import { shownAt } from "../../shared/clock";
import { duration } from "../../shared/format/duration";
import { millis, shortMoment } from "../../shared/format/moment";
import { count } from "../../shared/format/number";
import { marginSeverity } from "../../shared/format/severity";
import { inLanguage, language } from "../../shared/i18n/language";
import { say } from "../../shared/i18n/say";
import { Plate } from "../../shared/ui/Plate";
import * as plan from "../state/proposal";
import { tick } from "./acts";
import { showProposed } from "./show";

/** The zones by latest start, one line each. */
export function ProposalTable() {
  const zones = plan.shownZones.value;
  const keys = zones.map((zone) => zone.key);
  const all = keys.length > 0 && keys.every((key) => plan.ticked.value.has(key));
  return (
    <>
      <Ways />
      <div class="proposal-rows">
        <table>
          <thead>
            <tr>
              <th scope="col">
                <input
                  type="checkbox"
                  aria-label={say("proposal.all")}
                  checked={all}
                  onChange={(event) => tick(keys, event.currentTarget.checked)}
                />
              </th>
              <th scope="col">{say("zones.title")}</th>
              <th scope="col" class="num">
                {say("proposal.column.people")}
              </th>
              <th scope="col" class="num">
                {say("proposal.column.unplaced")}
              </th>
              <th scope="col">{say("proposal.column.way")}</th>
              <th scope="col" class="num">
                {say("proposal.column.latest")}
              </th>
              <th scope="col" class="num">
                {say("proposal.column.left")}
              </th>
            </tr>
          </thead>
          <tbody>
            {zones.map((zone) => (
              <Row key={zone.key} zone={zone} />
            ))}
          </tbody>
        </table>
        {zones.length === 0 && <p class="proposal-empty">{say("proposal.none")}</p>}
      </div>
    </>
  );
}

const WAYS: readonly Way[] = [
  "home_boat",
  "home_road",
  "raft",
  "crew",
  "road",
  "boat",
  "sea",
  "stay",
];

/** 全部, or those that one clock decides. */
function Ways() {
  const counted = WAYS.map((way) => ({
    way,
    zones: plan.waiting.value.filter((zone) => plan.wayOf(zone) === way),
  })).filter(({ zones }) => zones.length > 0);
  return (
    <div class="proposal-ways">
      <WayButton way={null} text={say("proposal.allZones")} count={plan.waiting.value.length} />
      {counted.map(({ way, zones }) => (
        <WayButton key={way} way={way} text={wayWord(zones[0], way)} count={zones.length} />
      ))}
      <span class="quiet">{say("zones.order")}</span>
    </div>
  );
}

function WayButton(props: { way: Way | null; text: string; count: number }) {
  return (
    <button
      type="button"
      aria-pressed={plan.wayShown.value === props.way}
      onClick={() => {
        plan.wayShown.value = props.way;
      }}
    >
      {props.text} <span class="num">{props.count}</span>
    </button>
  );
}

const wayWord = (zone: ProposedZone | undefined, way: Way | null): string =>
  zone?.timing.ways.find((each) => each.way === way)?.[language.value] ?? "";

function Row({ zone }: { zone: ProposedZone }) {
  const latest = millis(zone.timing.latest_start_at);
  const margin = plan.marginOf(zone);
  const name = inLanguage(zone.name);
  const select = () => {
    plan.selectedKey.value = zone.key;
    showProposed([zone]);
  };
  return (
    <tr aria-current={plan.selectedKey.value === zone.key} onClick={select}>
      <td>
        <input
          type="checkbox"
          aria-label={say("proposal.tick", { name })}
          checked={plan.ticked.value.has(zone.key)}
          onClick={(event) => event.stopPropagation()}
          onChange={(event) => tick([zone.key], event.currentTarget.checked)}
        />
      </td>
      <th scope="row">
        <button type="button" title={name}>
          {name}
        </button>
      </th>
      <td class="num">{count(zone.people)}</td>
      <td class="num">
        {zone.unplaced > 0 ? <Plate severity="orange">{count(zone.unplaced)}</Plate> : "0"}
      </td>
      <td>{wayWord(zone, plan.wayOf(zone))}</td>
      <td class="num">{latest === null ? "—" : shortMoment(latest, shownAt.value)}</td>
      <td class="num">
        {margin === null ? (
          <span class="quiet">{say("zones.noDeadline")}</span>
        ) : (
          <Plate severity={marginSeverity(margin)}>
            {margin < 0 ? say("zones.late", { time: duration(margin) }) : duration(margin)}
          </Plate>
        )}
      </td>
    </tr>
  );
}
