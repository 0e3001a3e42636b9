import { duration } from "../format/duration";
import { shortMoment } from "../format/moment";
import { say } from "../i18n/say";
import { Plate } from "../ui/Plate";
import { standingOf, type Waits } from "./standing";
import type { TaskHead } from "./types";

/** Whether its post has answered: since when it is silent, or when it said what. */
export function StandingPlate({ task, now, waits }: { task: TaskHead; now: number; waits: Waits }) {
  const { word, severity, silentS } = standingOf(task, now, waits);
  if (silentS !== null) {
    const age = duration(silentS);
    return severity === "none" ? (
      <span class="quiet num">{say("tasks.is.fresh", { age })}</span>
    ) : (
      <Plate severity={severity}>
        <span class="num">{say("tasks.is.silent", { age })}</span>
      </Plate>
    );
  }
  const told = task.answer === null ? "" : ` ${shortMoment(Date.parse(task.answer.at), now)}`;
  if (severity !== "none") return <Plate severity={severity}>{say(`tasks.is.${word}`)}</Plate>;
  return (
    <span class="task-answered num" data-state={task.state}>
      {task.state !== "closed" && <i aria-hidden="true">✓</i>} {say(`tasks.is.${word}`)}
      {task.state === "closed" ? "" : told}
    </span>
  );
}
