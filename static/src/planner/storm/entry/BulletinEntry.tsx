import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { post } from "../../../shared/api/client";
import { asProblem, type Problem } from "../../../shared/api/problem";
import type { EntryAnswer } from "../../../shared/api/wind_types";
import { incidentNow } from "../../../shared/clock";
import { shortMoment } from "../../../shared/format/moment";
import { inLanguage } from "../../../shared/i18n/language";
import { say } from "../../../shared/i18n/say";
import { incident } from "../../../shared/incident/store";
import { ProblemNote } from "../../../shared/ui/ProblemNote";
import { readStorm } from "../../reading/desk";
import { entryOpen, entryShapes, primary } from "../../state/storm";
import { bodyOf, type EntryTexts, emptyEntry, faultsOf, shapesOf, utcOf } from "./draft";
import "./entry.css";
import { picking } from "../../state/pick";
import { Centre, ForecastPoints, Head, RadiiTable } from "./Fields";

const close = () => {
  entryOpen.value = false;
};

/** A bulletin typed by hand, drawn on the map as it is typed, tried before it is kept. */
export function BulletinEntry() {
  const entry = useSignal<EntryTexts>(
    emptyEntry(primary.value?.agency ?? "CMA", incidentNow.peek()),
  );
  const answer = useSignal<EntryAnswer | null>(null);
  const problem = useSignal<Problem | null>(null);
  const busy = useSignal(false);
  useEffect(() => {
    entryShapes.value = shapesOf(entry.value);
    return undefined;
  }, [entry.value]);
  useEffect(
    () => () => {
      entryShapes.value = null;
      picking.value = null;
    },
    [],
  );
  const change = (part: Partial<EntryTexts>) => {
    entry.value = { ...entry.value, ...part };
    answer.value = null;
    problem.value = null;
  };
  const faults = faultsOf(entry.value);
  const send = async (dryRun: boolean) => {
    busy.value = true;
    try {
      const body = { ...bodyOf(entry.value), dry_run: dryRun };
      const told = await post(`/typhoons/${incident.value?.storm_id}/fixes`, body);
      if (dryRun) answer.value = told;
      else {
        close();
        await readStorm();
      }
    } catch (error) {
      problem.value = asProblem(error);
    } finally {
      busy.value = false;
    }
  };
  const at = Date.parse(utcOf(entry.value.at) ?? "");
  const named = {
    agency: entry.value.agency,
    time: Number.isNaN(at) ? "" : shortMoment(at, incidentNow.value),
  };
  return (
    <form
      class="entry panel"
      aria-label={say("entry.title")}
      onSubmit={(event) => {
        event.preventDefault();
        if (faults.length === 0) void send(answer.value === null);
      }}
    >
      <header>
        <h2>{say("entry.title")}</h2>
        <button type="button" class="close" aria-label={say("answer.close")} onClick={close}>
          ×
        </button>
        <p class="fine">{say("entry.note")}</p>
      </header>
      <Head entry={entry.value} change={change} />
      <Centre entry={entry.value} change={change} />
      <RadiiTable entry={entry.value} change={change} />
      <ForecastPoints entry={entry.value} change={change} />
      <footer>
        {faults.length > 0 && <p class="fine entry-fault">■ {faults[0]?.text}</p>}
        {problem.value !== null && <ProblemNote problem={problem.value} />}
        {answer.value !== null && <Tried answer={answer.value} points={entry.value} />}
        <div class="form-acts">
          <button
            type="submit"
            class="button button-primary"
            disabled={busy.value || faults.length > 0}
          >
            {answer.value === null ? say("entry.check") : say("entry.save", named)}
          </button>
          <button type="button" class="button" onClick={close}>
            {say("table.cancel")}
          </button>
        </div>
      </footer>
    </form>
  );
}

function Tried({ answer, points }: { answer: EntryAnswer; points: EntryTexts }) {
  const bad = answer.bad_rows ?? [];
  const given = points.forecast.filter((each) => each.lon.trim() !== "").length;
  return (
    <div class="done-note">
      <p>{say("entry.ok", { fixes: 1, points: given })}</p>
      {bad.map((row) => (
        <p key={inLanguage(row.reason)} class="fine">
          {row.value} {inLanguage(row.reason)}
        </p>
      ))}
    </div>
  );
}
