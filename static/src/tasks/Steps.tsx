import { incidentSecond } from "../shared/clock";
import { shortMoment } from "../shared/format/moment";
import { inLanguage } from "../shared/i18n/language";
import { say } from "../shared/i18n/say";
import type { TaskStepView, TaskView } from "../shared/tasks/types";

/** What was done with it, the newest first. */
export function Steps({ told }: { told: TaskView }) {
  return (
    <section class="detail-part">
      <h3>{say("tasks.steps")}</h3>
      <ol class="task-steps">
        {[...told.steps].reverse().map((each) => (
          <li key={`${each.step}${each.at}${each.note}`}>
            <time class="num">{shortMoment(Date.parse(each.at), incidentSecond.value)}</time>
            <span>
              <strong>{say(`tasks.step.${each.step}`)}</strong> {who(each)}
              {about(each) !== "" && <small>{about(each)}</small>}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** The clock itself has no name that helps anybody. */
const who = (step: TaskStepView): string =>
  step.step === "escalate" || step.step === "reschedule" ? "" : `${step.unit} ${step.name}`;

function about(step: TaskStepView): string {
  const parts = [
    step.cause === null ? null : inLanguage(step.cause),
    step.call_result === null ? null : say(`tasks.call.${step.call_result}`),
    step.spoken_with === null ? null : say("tasks.spokenWith", { name: step.spoken_with }),
    step.note,
  ];
  return parts.filter(Boolean).join(" · ");
}
