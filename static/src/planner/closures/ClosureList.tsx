import { post } from "../../shared/api/client";
import type { ClosureView, ProposedClosure } from "../../shared/api/generated";
import { asProblem } from "../../shared/api/problem";
import { incidentNow } from "../../shared/clock";
import { shortMoment } from "../../shared/format/moment";
import { inLanguage } from "../../shared/i18n/language";
import { say } from "../../shared/i18n/say";
import { closures } from "../../shared/incident/store";
import { may } from "../../shared/session/store";
import { Modal } from "../../shared/ui/Modal";
import { Plate } from "../../shared/ui/Plate";
import { readClosures } from "../reading/closures";
import { closing, lifting, listOpen, proposals } from "../state/closures";
import { problem } from "../state/store";
import { goTo } from "../state/view";
import "./closures.css";

/** What is closed and will close, and what the forecast proposes. Who may enter nothing sees nothing
 * while there is neither. */
export function ClosureList() {
  const none = closures.value.length === 0 && proposals.value.length === 0;
  if (none && !may("enter_closures")) return null;
  return (
    <section class="closures">
      <button
        type="button"
        class="closures-open"
        onClick={() => {
          listOpen.value = true;
        }}
      >
        <span>{say("closures.title")}</span>
        <b class="num">{closures.value.length}</b>
      </button>
      <div class="closures-body">
        <header class="panel-head">
          <h2>{say("closures.title")}</h2>
          {may("enter_closures") && <ImportLink />}
        </header>
        <Lists />
      </div>
    </section>
  );
}

/** The same list over the desk, where its edge is narrow. */
export function ClosuresDialog() {
  const close = () => {
    listOpen.value = false;
  };
  return (
    <Modal title={say("closures.title")} close={close}>
      <Lists />
    </Modal>
  );
}

/** A table from the traffic or port office; what cannot be taken is told row by row. */
function ImportLink() {
  const bring = async (input: HTMLInputElement) => {
    const file = input.files?.[0];
    if (file === undefined) return;
    const data = new FormData();
    data.append("file", file);
    input.value = ""; // the same file, corrected, is taken again
    try {
      await post("/closures/import", data);
      problem.value = null;
      await readClosures();
    } catch (error) {
      problem.value = asProblem(error);
    }
  };
  return (
    <label class="closures-import">
      {say("closures.import")}
      <input
        class="visually-hidden"
        type="file"
        accept=".csv,.xlsx"
        onChange={(event) => void bring(event.currentTarget)}
      />
    </label>
  );
}

function Lists() {
  return (
    <>
      <ul>
        {closures.value.map((each) => (
          <Row key={each.entry_id} closure={each} />
        ))}
      </ul>
      {proposals.value.length > 0 && <Proposals />}
    </>
  );
}

function Row({ closure }: { closure: ClosureView }) {
  const severity = closure.standing === "closed" ? "red" : "none";
  return (
    <li class="closure">
      <button
        type="button"
        class="closure-what"
        title={inLanguage(closure.told)}
        onClick={() => goTo(closure.lon, closure.lat)}
      >
        <span class="closure-name">{inLanguage(closure.name)}</span>
        <Plate severity={severity}>{inLanguage(closure.standing_title)}</Plate>
        <small class="num">
          {period(closure)} · {closure.issuer}
        </small>
      </button>
      {closure.may_lift && (
        <button
          type="button"
          class="button"
          onClick={() => {
            listOpen.value = false;
            lifting.value = closure;
          }}
        >
          {say("closures.lift")}
        </button>
      )}
    </li>
  );
}

/** "02:10 起", or "02:10 至 06:00". */
export function period(closure: ClosureView): string {
  const told = (at: string) => shortMoment(Date.parse(at), incidentNow.value);
  const from = told(closure.from_at);
  if (closure.until_at === null) return say("closures.since", { from });
  return say("closures.period", { from, until: told(closure.until_at) });
}

function Proposals() {
  return (
    <details class="proposals">
      <summary>{say("closures.proposals", { count: proposals.value.length })}</summary>
      <ul>
        {proposals.value.map((each) => (
          <Proposal key={`${each.kind} ${each.object}`} proposed={each} />
        ))}
      </ul>
    </details>
  );
}

function Proposal({ proposed }: { proposed: ProposedClosure }) {
  const { kind, object, closes_at: from, limit_force: force, lon, lat } = proposed;
  const name = inLanguage(proposed.name);
  const time = shortMoment(Date.parse(from), incidentNow.value);
  return (
    <li class="closure">
      <button
        type="button"
        class="closure-what"
        title={inLanguage(proposed.told)}
        onClick={() => goTo(lon, lat)}
      >
        <span class="closure-name">{name}</span>
        <small class="num">{say("closures.proposal", { time, force })}</small>
      </button>
      {may("enter_closures") && (
        <button
          type="button"
          class="button"
          onClick={() => {
            listOpen.value = false;
            closing.value = { kind, object, name, from, force };
          }}
        >
          {say("closures.confirm")}
        </button>
      )}
    </li>
  );
}
