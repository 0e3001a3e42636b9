import { incidentSecond } from "../../shared/clock";
import { clockTime, shortMoment } from "../../shared/format/moment";
import { count } from "../../shared/format/number";
import { say } from "../../shared/i18n/say";
import { useNews } from "../../shared/live/news";
import type { DocumentView } from "../../shared/orders/types";
import { MovedGauge } from "../../shared/people/MovedGauge";
import type { CountedUnit, RollCallTotals } from "../../shared/people/types";
import { Plate } from "../../shared/ui/Plate";
import { ProblemNote } from "../../shared/ui/ProblemNote";
import { useAct } from "../../shared/ui/useAct";
import {
  closeList,
  openDoors,
  opened,
  progress,
  progressProblem,
  readProgress,
} from "../state/progress";
import { Contradictions } from "./Contradictions";
import { Doors } from "./Doors";
import "./progress.css";

/** Who moved of those who must: by unit, each the sum of its list. Told live. */
export function Progress({ order }: { order: DocumentView }) {
  const of = `${order.document_id}${order.state}`;
  useNews(["roll_call_changed"], () => readProgress(order), of);
  const told = progress.value;
  if (order.number === null || told === null || told.roll_call.zone_id !== order.subject) {
    return <ProblemNote problem={progressProblem.value} />;
  }
  return <Told told={told} />;
}

function Told({ told }: { told: RollCallTotals }) {
  return (
    <section class="order-part progress" aria-label={say("people.title")}>
      <Head told={told} />
      <Contradictions />
      <table>
        <thead>
          <tr>
            <th scope="col">{say("people.unit")}</th>
            <th scope="col">{say("people.due")}</th>
            <th scope="col">{say("people.notified")}</th>
            <th scope="col">{say("people.moved")}</th>
            <th>{""}</th>
            <th scope="col">{say("people.collective")}</th>
            <th scope="col">{say("people.dispersed")}</th>
            <th scope="col">{say("people.refused")}</th>
            <th scope="col">{say("people.unreachable")}</th>
            <th scope="col">{say("people.unreported")}</th>
          </tr>
        </thead>
        <tbody>
          {told.units.children.map((county) => (
            <Branch key={county.code} unit={county} depth={0} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Head({ told }: { told: RollCallTotals }) {
  const { busy, problem, run } = useAct();
  const { tally, due_by, ended_at, ended_why, may_close } = told.roll_call;
  return (
    <>
      <header class="order-part-head">
        <h2>{say("people.title")}</h2>
        <span class="num">
          {say("people.movedOf", { moved: count(tally.moved), due: count(tally.due) })}
        </span>
        {due_by !== null && ended_at === null && (
          <span class="quiet num">
            {say("people.dueBy", { time: shortMoment(Date.parse(due_by), incidentSecond.value) })}
          </span>
        )}
        {tally.moved > tally.due && (
          <span class="num">{say("people.over", { count: count(tally.moved - tally.due) })}</span>
        )}
        {tally.without_place > 0 && (
          <Plate severity="yellow">
            {say("people.withoutPlace", { count: count(tally.without_place) })}
          </Plate>
        )}
        {ended_why !== null && <span>{say(`people.ended.${ended_why}`)}</span>}
        {may_close && ended_at === null && (
          <button
            type="button"
            class="button button-small progress-close"
            disabled={busy.value}
            onClick={() => void run(() => closeList(told))}
          >
            {say("people.close")}
          </button>
        )}
      </header>
      <ProblemNote problem={problem.value} />
    </>
  );
}

/** Counties, townships and villages; a village opens its doors. */
function Branch({ unit, depth }: { unit: CountedUnit; depth: number }) {
  const village = unit.level === "village";
  return (
    <>
      <Row unit={unit} depth={depth} />
      {village && opened.value === unit.code && (
        <tr>
          <td colSpan={10} class="progress-doors">
            <Doors />
          </td>
        </tr>
      )}
      {!village &&
        unit.children.map((child) => <Branch key={child.code} unit={child} depth={depth + 1} />)}
    </>
  );
}

function Row({ unit, depth }: { unit: CountedUnit; depth: number }) {
  const { tally } = unit;
  const figures = [tally.collective, tally.dispersed, tally.refused, tally.unreachable];
  return (
    <tr class={depth < 2 ? "progress-high" : ""}>
      <td style={{ paddingLeft: `${depth * 20}px` }}>
        <Name unit={unit} />
      </td>
      <td class="num">{count(tally.due)}</td>
      <td class="num">{count(tally.notified)}</td>
      <td class={`num ${tally.moved > tally.due ? "progress-over" : ""}`}>{count(tally.moved)}</td>
      <td class="progress-gauge">
        <MovedGauge tally={tally} />
      </td>
      {figures.map((people, index) => (
        <td key={index} class="num">
          {count(people)}
        </td>
      ))}
      <td class="num" title={silentWords(unit)}>
        {count(tally.unreported)}
      </td>
    </tr>
  );
}

function Name({ unit }: { unit: CountedUnit }) {
  if (unit.level !== "village") return <>{unit.name}</>;
  return (
    <button
      type="button"
      class="progress-village"
      aria-expanded={opened.value === unit.code}
      onClick={() => void openDoors(unit)}
    >
      {unit.name}
      {unit.silent_since !== null && <small class="quiet num">{silentWords(unit)}</small>}
    </button>
  );
}

function silentWords(unit: CountedUnit): string {
  if (unit.silent_since === null) return "";
  return say("people.silent", { time: clockTime(Date.parse(unit.silent_since)) });
}
