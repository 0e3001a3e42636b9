import { useSignal } from "@preact/signals";
import { uuid7 } from "../../shared/api/uuid";
import { incidentNow } from "../../shared/clock";
import { coordinates } from "../../shared/format/number";
import { say } from "../../shared/i18n/say";
import { incident } from "../../shared/incident/store";
import { submit } from "../outbox/delivery";
import type { ReportBody, ReportKind } from "../outbox/kept";
import { place } from "../state/place";
import { work } from "../state/store";
import { type Draft, draft } from "./draft";
import { People } from "./People";
import "./report.css";

const KINDS: readonly ReportKind[] = ["danger", "progress", "shelter", "other"];
const MAX_TEXT = 2000;

/** One form for every report: kind, words, people, place. */
export function ReportForm({ current }: { current: Draft }) {
  const faulty = useSignal(false);
  const change = (part: Partial<Draft>) => {
    faulty.value = false;
    draft.value = { ...current, ...part };
  };
  const send = async () => {
    faulty.value = current.text.trim() === "";
    if (faulty.value) return;
    await submit(bodyOf(current));
    close();
  };
  return (
    <form
      class="report"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <h2>{say(current.kind === "danger" ? "field.form.danger" : "field.form.title")}</h2>
      <Kinds chosen={current.kind} choose={(kind) => change({ kind })} />
      <textarea
        aria-label={say("field.form.text")}
        aria-invalid={faulty.value}
        placeholder={say("field.form.text")}
        maxLength={MAX_TEXT}
        value={current.text}
        onInput={(event) => change({ text: event.currentTarget.value })}
      />
      {faulty.value && (
        <p class="form-fault" role="alert">
          {say("field.form.empty")}
        </p>
      )}
      <div class="report-row">
        <People value={current.people} set={(people) => change({ people })} />
        <span class="report-place num">{placeText()}</span>
      </div>
      <div class="report-acts">
        <button type="button" class="act" onClick={close}>
          {say("field.form.cancel")}
        </button>
        <button type="submit" class="act act-primary">
          <strong>{say("field.form.send")}</strong>
        </button>
      </div>
    </form>
  );
}

function close(): void {
  draft.value = null;
  work.value = "doors";
}

function Kinds(props: { chosen: ReportKind; choose: (kind: ReportKind) => void }) {
  return (
    <div class="kinds">
      {KINDS.map((kind) => (
        <button
          key={kind}
          type="button"
          data-kind={kind}
          aria-pressed={props.chosen === kind}
          onClick={() => props.choose(kind)}
        >
          {kind === "danger" && "◆ "}
          {say(`field.kind.${kind}`)}
        </button>
      ))}
    </div>
  );
}

function placeText(): string {
  const { lon, lat, own } = place.value;
  return own
    ? say("field.form.placed", { place: coordinates(lon, lat) })
    : say("field.form.unplaced");
}

/** A place that is only the middle of the map is not where the reporter is. */
function bodyOf({ kind, text, people }: Draft): ReportBody {
  const { lon, lat, own } = place.value;
  return {
    report_id: uuid7(Date.now()),
    incident_id: incident.value?.incident_id ?? null,
    kind,
    text: text.trim(),
    people,
    made_at: new Date(incidentNow.value).toISOString(),
    lon: own ? lon : null,
    lat: own ? lat : null,
  };
}
