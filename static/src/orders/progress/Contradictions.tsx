import { useSignal } from "@preact/signals";
import { clockTime } from "../../shared/format/moment";
import { count } from "../../shared/format/number";
import { say } from "../../shared/i18n/say";
import type { ContradictedLine, ReportView } from "../../shared/people/types";
import { may } from "../../shared/session/store";
import { Plate } from "../../shared/ui/Plate";
import { ProblemNote } from "../../shared/ui/ProblemNote";
import { useAct } from "../../shared/ui/useAct";
import { contradictions, settle } from "../state/progress";

/** Two told different things of one household: both are kept, a named person says what holds. */
export function Contradictions() {
  return (
    <>
      {contradictions.value.map((told) => (
        <Household key={told.line.line_id} told={told} />
      ))}
    </>
  );
}

function Household({ told }: { told: ContradictedLine }) {
  const { busy, problem, run } = useAct();
  const reason = useSignal("");
  const { line } = told;
  const heads = told.reports.filter((each) => each.head);
  return (
    <div class="contradiction">
      <p>
        <Plate severity="yellow">{say("people.twoSaid")}</Plate> {line.village}{" "}
        {line.house_number ?? say("people.unregistered")} {line.persons.head}{" "}
        <span class="num">{say("people.count", { count: count(line.people) })}</span>
      </p>
      {may("run_roll_calls") && (
        <input
          class="input"
          aria-label={say("people.reason")}
          placeholder={say("people.reason")}
          maxLength={200}
          value={reason.value}
          onInput={(event) => {
            reason.value = event.currentTarget.value;
          }}
        />
      )}
      <ul>
        {heads.map((head) => (
          <li key={head.report_id}>
            <span class="num">{clockTime(Date.parse(head.made_at))}</span>{" "}
            {say(`people.channel.${head.channel}`)} {head.reporter} <Said head={head} />
            {may("run_roll_calls") && (
              <button
                type="button"
                class="button button-small"
                disabled={busy.value || reason.value.trim() === ""}
                onClick={() => void run(() => settle(told, head, reason.peek().trim()))}
              >
                {say("people.holds")}
              </button>
            )}
          </li>
        ))}
      </ul>
      <ProblemNote problem={problem.value} />
    </div>
  );
}

function Said({ head }: { head: ReportView }) {
  return (
    <strong>
      {say(`people.state.${head.state}`)}{" "}
      <span class="num">{say("people.count", { count: count(head.people) })}</span> {head.place}
    </strong>
  );
}
