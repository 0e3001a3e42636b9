import type { ZoneAnswer } from "../../shared/api/zone_types";
import { say } from "../../shared/i18n/say";
import { orderOfZone } from "../state/orders";
import { computing, type Draft, draft, saving, shownAnswer } from "../state/store";
import { requestAnswer, setName } from "../zones/acts";
import { Acts } from "./Acts";
import { Arrivals } from "./Arrivals";
import { Basis } from "./Basis";
import { Hero } from "./Hero";
import { Homeward } from "./Homeward";
import { Ladder } from "./Ladder";
import { LeadEditor } from "./LeadEditor";
import { Order } from "./Order";
import { People } from "./People";
import { Shelters } from "./Shelters";
import { Waiting } from "./Waiting";

/** The answer of the zone at hand, from the latest start down to its sources. */
export function AnswerPanel() {
  const current = draft.value;
  if (current === null) return null;
  const answer = shownAnswer.value;
  const busy = computing.value || saving.value;
  return (
    <article class="answer" aria-busy={busy}>
      {busy && <div class="busy" role="progressbar" aria-label={say("answer.computing")} />}
      <header class="answer-head">
        <span class="zone-tag num">{current.zone?.number ?? "+"}</span>
        <input
          aria-label={say("answer.name")}
          value={current.name}
          placeholder={say("zones.new")}
          maxLength={60}
          onChange={(event) => setName(event.currentTarget.value.trim())}
        />
        <Mark current={current} />
      </header>
      {answer !== null ? <Sections answer={answer} /> : busy ? <Skeleton /> : <Refused />}
      <Acts />
      {answer !== null && <Basis answer={answer} />}
    </article>
  );
}

/** Where the zone stands: not saved, a proposal, or how far its order is. */
function Mark({ current }: { current: Draft }) {
  const { dirty, zone } = current;
  const order = dirty || zone === null ? undefined : orderOfZone.value.get(zone.zone_id);
  const text = order === undefined ? say(dirty ? "zones.unsaved" : "zones.draft") : "";
  return (
    <span class="draft-mark" data-order={order?.state}>
      {order === undefined ? text : say(`orders.is.${order.state}`)}
    </span>
  );
}

function Sections({ answer }: { answer: ZoneAnswer }) {
  return (
    <>
      <Hero timing={answer.timing} />
      <NextStep />
      <Waiting waiting={answer.waiting} />
      <Ladder timing={answer.timing} />
      <LeadEditor lead={answer.lead} />
      <People answer={answer} />
      <Homeward home={answer.home} timing={answer.timing} />
      <Shelters assignment={answer.assignment} />
      <Arrivals answer={answer} />
    </>
  );
}

/** Nothing is being worked out: why not stands above, so nothing here may look like waiting. */
function Refused() {
  return (
    <div class="refused">
      <p>{say("answer.refused")}</p>
      <button type="button" class="button" onClick={() => void requestAnswer()}>
        {say("answer.again")}
      </button>
    </div>
  );
}

function Skeleton() {
  return (
    <div class="skeleton" aria-hidden="true">
      <i style={{ width: "40%", height: "44px" }} />
      <i style={{ width: "100%", height: "110px" }} />
      <i style={{ width: "80%" }} />
      <i style={{ width: "70%" }} />
      <i style={{ width: "90%" }} />
    </div>
  );
}

/** The order, as soon as there is a saved answer to draft it from. */
function NextStep() {
  const current = draft.value;
  if (current === null || current.zone === null || current.dirty) return null;
  return <Order zoneId={current.zone.zone_id} />;
}
