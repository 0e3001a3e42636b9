import { useSignal } from "@preact/signals";
import { post } from "../../shared/api/client";
import { clockTime } from "../../shared/format/moment";
import { count } from "../../shared/format/number";
import { say } from "../../shared/i18n/say";
import type { HouseholdState, LineView, Persons } from "../../shared/people/types";
import { may } from "../../shared/session/store";
import { Plate } from "../../shared/ui/Plate";
import { ProblemNote } from "../../shared/ui/ProblemNote";
import { useAct } from "../../shared/ui/useAct";
import { doors, reportByPhone } from "../state/progress";

const BY_PHONE: readonly HouseholdState[] = [
  "notified",
  "collective",
  "dispersed",
  "refused",
  "unreachable",
  "not_present",
];

/** A village's doors as the desk telephones them through. */
export function Doors() {
  return (
    <ul class="doors">
      {doors.value.map((line) => (
        <Door key={line.line_id} line={line} />
      ))}
    </ul>
  );
}

function Door({ line }: { line: LineView }) {
  const { busy, problem, run } = useAct();
  return (
    <li>
      <span class="door-number num">{line.house_number ?? say("people.unregistered")}</span>
      <Who line={line} />
      <span class="num">{say("people.count", { count: count(line.people) })}</span>
      {line.mobility_limited > 0 && (
        <Plate severity="yellow">
          {say("people.frail", { count: count(line.mobility_limited) })}
        </Plate>
      )}
      <span class="door-state">
        {line.contradicted ? say("people.twoSaid") : say(`people.state.${line.state}`)}{" "}
        {line.reported_at !== null && (
          <small class="quiet num">{clockTime(Date.parse(line.reported_at))}</small>
        )}
      </span>
      {may("report") && (
        <span class="door-acts">
          {BY_PHONE.map((state) => (
            <button
              key={state}
              type="button"
              class="button button-small"
              aria-pressed={line.state === state}
              disabled={busy.value}
              onClick={() => void run(() => reportByPhone(line, state))}
            >
              {say(`people.state.${state}`)}
            </button>
          ))}
        </span>
      )}
      <ProblemNote problem={problem.value} />
    </li>
  );
}

/** Masked; a press shows the one household, and that is recorded. */
function Who({ line }: { line: LineView }) {
  const known = useSignal<Persons | null>(null);
  const { problem, run } = useAct();
  if (line.household_id === null) return <span class="door-who" />;
  const number = line.household_id;
  const shown = known.value;
  if (shown !== null) {
    return (
      <span class="door-who">
        {shown.head} <span class="num">{shown.phones.join(" ")}</span>
        {shown.helper !== "" && ` ${say("people.helper", { name: shown.helper })}`}{" "}
        <span class="num">{shown.helper_phone}</span>
      </span>
    );
  }
  return (
    <span class="door-who">
      {line.persons.head}{" "}
      {may("reveal_personal") && line.persons.head !== "" && (
        <button
          type="button"
          class="door-reveal"
          onClick={() =>
            void run(async () => {
              known.value = await post(`/households/${number}/reveal`, {});
            })
          }
        >
          {say("people.reveal")}
        </button>
      )}
      <ProblemNote problem={problem.value} />
    </span>
  );
}
