import { say } from "../../shared/i18n/say";
import { card, draft, problem } from "../store";
import { AnswerPanel } from "./AnswerPanel";
import { CardPanel } from "./CardPanel";
import "./right.css";
import { StormPanel } from "./StormPanel";

/** One object: the answer of a zone, or what was clicked. */
export function RightPanel() {
  return (
    <aside class="right panel">
      <ProblemNote />
      {draft.value !== null ? (
        <AnswerPanel />
      ) : card.value !== null ? (
        <CardPanel card={card.value} />
      ) : (
        <StormPanel />
      )}
    </aside>
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
        <small>{current.code}</small>
      </p>
      <button
        type="button"
        class="button"
        onClick={() => {
          problem.value = null;
        }}
      >
        {say("problem.dismiss")}
      </button>
    </div>
  );
}
