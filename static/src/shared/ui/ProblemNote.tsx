import type { Problem } from "../api/problem";
import { realNow } from "../clock";
import { duration } from "../format/duration";
import { clockTime, millis } from "../format/moment";
import { say } from "../i18n/say";
import "./form.css";
import { Plate } from "./Plate";

/** What went wrong, why, what to do, code: beside what it is about, never alone in a corner. */
export function ProblemNote(props: { problem: Problem | null }) {
  const { problem } = props;
  if (problem === null) return null;
  return (
    <div class="problem-note" role="alert">
      <Plate severity="yellow">{problem.what}</Plate>
      {problem.why !== "" && <p>{stop(problem.why)}</p>}
      <Until at={millis(problem.more.until)} />
      {problem.todo !== "" && <p class="problem-todo">{stop(problem.todo)}</p>}
      <small class="num">{problem.code}</small>
    </div>
  );
}

const stop = (text: string) => (/[。.!?！？]$/.test(text) ? text : `${text}。`);

/** Until when one has to wait, and how long that still is. */
function Until(props: { at: number | null }) {
  if (props.at === null) return null;
  const left = (props.at - realNow.value) / 1000;
  if (left <= 0) return <p class="num">{say("problem.waited")}</p>;
  return (
    <p class="num">{say("problem.until", { time: clockTime(props.at), left: duration(left) })}</p>
  );
}
