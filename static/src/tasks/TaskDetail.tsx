import { incidentSecond } from "../shared/clock";
import { shortMoment } from "../shared/format/moment";
import { count, MISSING } from "../shared/format/number";
import { inLanguage } from "../shared/i18n/language";
import { say } from "../shared/i18n/say";
import { StandingPlate } from "../shared/tasks/StandingPlate";
import type { TaskView } from "../shared/tasks/types";
import { Answer } from "./Answer";
import { Call } from "./Call";
import { Steps } from "./Steps";
import { list, task } from "./state/store";

/** One task: what, for whom, until when; the answer, the call, and everything that was done. */
export function TaskDetail() {
  const told = task.value;
  const waits = list.value;
  if (told === null || waits === null) return null;
  return (
    <div class="task-detail">
      <header class="detail-part">
        <StandingPlate task={told} now={incidentSecond.value} waits={waits} />
        <h2>{inLanguage(told.says)}</h2>
        {told.page === null ? (
          <span class="quiet">{`${inLanguage(told.source_title)} ${told.number}`}</span>
        ) : (
          <a href={withIncident(told.page)}>{`${inLanguage(told.source_title)} ${told.number}`}</a>
        )}
      </header>
      <Facts told={told} />
      <Answer told={told} />
      <Call told={told} />
      <Steps told={told} />
    </div>
  );
}

/** The page of the same incident. */
function withIncident(page: string): string {
  const [path = "", mark] = page.split("#");
  return `${path}${location.search}${mark === undefined ? "" : `#${mark}`}`;
}

function Facts({ told }: { told: TaskView }) {
  const now = incidentSecond.value;
  const due = told.due_at === null ? MISSING : shortMoment(Date.parse(told.due_at), now);
  const from = told.counted_from;
  return (
    <section class="detail-part">
      <dl class="facts">
        <Fact name={say("tasks.unit")}>{told.unit.name}</Fact>
        <Fact name={say("tasks.post")}>
          {told.post_name ?? say("tasks.post.none")} {told.holder}
        </Fact>
        <Fact name={say("tasks.people")}>
          {told.people === null ? MISSING : count(told.people)}
        </Fact>
        <Fact name={say("tasks.due")}>
          {due}{" "}
          {from === null
            ? say("tasks.due.fixed")
            : say(`tasks.due.${from.anchor}`, { min: from.offset_min })}
        </Fact>
        <Fact name={say("tasks.since")}>{shortMoment(Date.parse(told.addressed_at), now)}</Fact>
        {told.escalated_to !== null && (
          <Fact name={say("tasks.escalation")}>{told.escalated_to.name}</Fact>
        )}
      </dl>
    </section>
  );
}

function Fact(props: { name: string; children: preact.ComponentChildren }) {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd class="num">{props.children}</dd>
    </div>
  );
}
