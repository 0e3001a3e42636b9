import type { ProblemMore } from "../../shared/api/problem";
import { count, decimal, withUnit } from "../../shared/format/number";
import { say } from "../../shared/i18n/say";
import { noIncident } from "../../shared/incident/store";
import { AnotherIncident, NoIncident } from "../incident/NoIncident";
import { ResponsePanel } from "../response/ResponsePanel";
import { PANEL_ID } from "../state/focus";
import { proposalOpen, selectedProposed } from "../state/proposal";
import { part } from "../state/response";
import { card, deletedZones, draft, openingAnother, problem, saving } from "../state/store";
import { place } from "../state/storm";
import { goTo } from "../state/view";
import { wide } from "../state/wide";
import { Changes } from "../storm/Changes";
import { PlacePanel } from "../storm/PlacePanel";
import { StormPanel } from "../storm/StormPanel";
import { restoreZone, setOutline } from "../zones/acts";
import { AnswerPanel } from "./AnswerPanel";
import { CardPanel } from "./CardPanel";
import { ProposedPanel } from "./ProposedPanel";
import "./right.css";
import "./ladder.css";

/** One object: the answer of a zone, or what was clicked. */
export function RightPanel() {
  return (
    <aside id={PANEL_ID} class="right panel" tabIndex={-1} data-wide={wide.value}>
      <ProblemNote />
      <DeletedNote />
      {wide.value ? (
        <div class="right-split">
          <div>
            <Unselected />
          </div>
          <div>{selected() ?? <Changes />}</div>
        </div>
      ) : (
        (selected() ?? <Unselected />)
      )}
    </aside>
  );
}

/** What the desk shows of itself: the storm, or that no incident is open. */
function Unselected() {
  if (noIncident.value) return <NoIncident />;
  return openingAnother.value ? <AnotherIncident /> : <StormPanel />;
}

/** The panel of what is selected; null while nothing is. */
function selected() {
  if (part.value !== null) return <ResponsePanel />;
  if (draft.value !== null) return <AnswerPanel />;
  const proposed = proposalOpen.value ? selectedProposed.value : null;
  if (proposed !== null) return <ProposedPanel zone={proposed} />;
  if (card.value !== null) return <CardPanel card={card.value} />;
  if (place.value !== null) return <PlacePanel at={place.value} />;
  return null;
}

const dismiss = () => {
  problem.value = null;
};

/** A refusal that brings its own way out: a simpler outline, or the place of the fault. */
function WayOut({ more }: { more: ProblemMore }) {
  const { simplify, place } = more;
  if (simplify !== undefined) {
    const values = {
      before: count(simplify.vertices_before),
      after: count(simplify.vertices_after),
      difference: withUnit(decimal(simplify.difference_km2 * 1e6, 0), "m²"),
      tolerance: decimal(simplify.tolerance_m, 0),
    };
    return (
      <>
        <span>{say("problem.simpler", values)}</span>
        <button type="button" class="button" onClick={() => setOutline(simplify.polygon)}>
          {say("problem.simplify")}
        </button>
      </>
    );
  }
  if (place === undefined || place === null) return null;
  const [lon, lat] = Array.isArray(place) ? place : [place.lon, place.lat];
  return (
    <button type="button" class="button" onClick={() => goTo(lon, lat)}>
      {say("card.locate")}
    </button>
  );
}

/** What was just deleted, while nothing else is selected, and the way back. */
function DeletedNote() {
  const zone = deletedZones.value.at(-1);
  if (zone === undefined || draft.value !== null) return null;
  return (
    <div class="deleted" role="status">
      <p>{say("zones.deleted", { number: zone.number, name: zone.name })}</p>
      <button
        type="button"
        class="button"
        aria-disabled={saving.value}
        onClick={() => void restoreZone()}
      >
        {say("answer.undo")} <kbd>Ctrl Z</kbd>
      </button>
      <button
        type="button"
        class="button"
        onClick={() => {
          deletedZones.value = [];
        }}
      >
        {say("problem.dismiss")}
      </button>
    </div>
  );
}

/** What went wrong: what, why, what to do, code. The rest goes on. */
function ProblemNote() {
  const current = problem.value;
  if (current === null) return null;
  return (
    <div class="problem" role="alert">
      <p>
        <strong>{current.what}</strong>
        {current.why !== "" && <span>{current.why}</span>}
        {current.todo !== "" && <span>{current.todo}</span>}
        <WayOut more={current.more} />
        <small>{current.code}</small>
      </p>
      <button type="button" class="button" onClick={dismiss}>
        {say("problem.dismiss")}
      </button>
    </div>
  );
}
