import type { PlanTotals, ZoneComparison, ZoneFigures } from "../../shared/api/generated";
import { shownAt } from "../../shared/clock";
import { minutesText } from "../../shared/format/duration";
import { millis, shortMoment } from "../../shared/format/moment";
import { count } from "../../shared/format/number";
import { say } from "../../shared/i18n/say";
import { compared } from "../state/plans";

/** Both sides, zone by zone: what differs stands above, and says by how much. */
export function ComparisonTable() {
  const shown = compared.value;
  if (shown === null) return null;
  const { told, whatIf, left } = shown;
  return (
    <section class="plans-told" data-whatif={whatIf}>
      {whatIf && <p class="plans-banner">{say("plans.banner")}</p>}
      <table class="num">
        <caption>
          {whatIf ? say("plans.nowAndIf") : say("plans.thenAndNow", { name: left })}
        </caption>
        <thead>
          <tr>
            <th scope="col">{say("plans.zone")}</th>
            <th scope="col">{say("plans.people")}</th>
            <th scope="col">{say("plans.latest")}</th>
            <th scope="col">{say("plans.shift")}</th>
            <th scope="col">{say("plans.shelters")}</th>
            <th scope="col">{say("plans.unplaced")}</th>
            <th scope="col">{say("plans.atRisk")}</th>
          </tr>
        </thead>
        <tbody>
          {told.zones.map((row) => (
            <Row key={row.zone_id} row={row} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{say("plans.whole")}</th>
            <Pair left={told.left.people} right={told.right.people} />
            <td>{pair(latest(told.left), latest(told.right))}</td>
            <td />
            <Pair left={told.left.shelters} right={told.right.shelters} />
            <Pair left={told.left.unplaced} right={told.right.unplaced} />
            <Pair left={told.left.at_risk} right={told.right.at_risk} />
          </tr>
        </tfoot>
      </table>
    </section>
  );
}

function Row({ row }: { row: ZoneComparison }) {
  const { left, right } = row;
  return (
    <tr data-same={row.same}>
      <th scope="row">
        <span class="plans-number">{row.number}</span> {row.name}
        {row.same && <span class="quiet"> {say("plans.same")}</span>}
      </th>
      <Pair left={left?.people} right={right?.people} />
      <td>
        {pair(latest(left), latest(right))}
        {right?.rule_missed === true && <small class="quiet"> {say("plans.missed")}</small>}
      </td>
      <td>{shift(row.earlier_min)}</td>
      <Pair left={left?.shelters.length} right={right?.shelters.length} />
      <Pair left={left?.unplaced} right={right?.unplaced} />
      <Pair left={left?.at_risk} right={right?.at_risk} />
    </tr>
  );
}

function Pair(props: { left: number | undefined; right: number | undefined }) {
  return <td>{pair(figure(props.left), figure(props.right))}</td>;
}

const figure = (value: number | undefined) => (value === undefined ? "—" : count(value));

/** One figure where both are the same: only what differs is read twice. */
const pair = (left: string, right: string) =>
  left === right ? (
    left
  ) : (
    <>
      {left} → <b>{right}</b>
    </>
  );

function latest(side: ZoneFigures | PlanTotals | null): string {
  const at = millis(side?.latest_start_at);
  return at === null ? "—" : shortMoment(at, shownAt.value);
}

function shift(minutes: number | null): string {
  if (minutes === null || Math.abs(minutes) < 1) return "";
  const time = minutesText(Math.abs(minutes));
  return say(minutes > 0 ? "plans.sooner" : "plans.slower", { time });
}
