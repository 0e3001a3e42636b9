import { useSignal } from "@preact/signals";
import { incidentNow } from "../../shared/clock";
import { coordinates } from "../../shared/format/number";
import { say } from "../../shared/i18n/say";
import { submit } from "../outbox/delivery";
import type { ReportKind } from "../outbox/store";
import { uuid7 } from "../outbox/uuid";
import { place } from "../place";
import { form } from "../store";

const KINDS: readonly ReportKind[] = ["danger", "progress", "shelter", "other"];
const MAX_TEXT = 2000;

/** One form for every report: kind, words, people, place. */
export function ReportForm(props: { kind: ReportKind }) {
  const kind = useSignal(props.kind);
  const text = useSignal("");
  const people = useSignal<number | null>(null);
  const empty = useSignal(false);
  const send = async () => {
    if (text.value.trim() === "") {
      empty.value = true;
      return;
    }
    await submit(bodyOf(kind.value, text.value.trim(), people.value));
    form.value = null;
  };
  return (
    <form
      class="report"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <h2>{say(kind.value === "danger" ? "field.form.danger" : "field.form.title")}</h2>
      <div class="kinds">
        {KINDS.map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={kind.value === each}
            onClick={() => {
              kind.value = each;
            }}
          >
            {say(`field.kind.${each}`)}
          </button>
        ))}
      </div>
      <textarea
        aria-label={say("field.form.text")}
        placeholder={say("field.form.text")}
        maxLength={MAX_TEXT}
        value={text.value}
        onInput={(event) => {
          text.value = event.currentTarget.value;
          empty.value = false;
        }}
      />
      {empty.value && (
        <p class="form-fault" role="alert">
          {say("field.form.empty")}
        </p>
      )}
      <div class="report-row">
        <People value={people.value} set={(value) => (people.value = value)} />
        <span class="report-place num">{placeText()}</span>
      </div>
      <div class="report-acts">
        <button type="button" class="act" onClick={() => (form.value = null)}>
          {say("field.form.cancel")}
        </button>
        <button type="submit" class="act act-primary">
          <strong>{say("field.form.send")}</strong>
        </button>
      </div>
    </form>
  );
}

function People(props: { value: number | null; set: (value: number | null) => void }) {
  const step = (by: number) => props.set(Math.max(0, (props.value ?? 0) + by));
  return (
    <div class="people">
      <span>{say("field.form.people")}</span>
      <button type="button" aria-label={say("field.form.fewer")} onClick={() => step(-1)}>
        −
      </button>
      <b class="num">{props.value ?? "—"}</b>
      <button type="button" aria-label={say("field.form.more")} onClick={() => step(1)}>
        +
      </button>
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
function bodyOf(kind: ReportKind, text: string, people: number | null) {
  const { lon, lat, own } = place.value;
  return {
    report_id: uuid7(Date.now()),
    kind,
    text,
    people,
    made_at: new Date(incidentNow.value).toISOString(),
    lon: own ? lon : null,
    lat: own ? lat : null,
  };
}
