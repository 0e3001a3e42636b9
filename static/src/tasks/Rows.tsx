import { incidentSecond } from "../shared/clock";
import { duration } from "../shared/format/duration";
import { shortMoment } from "../shared/format/moment";
import { count, MISSING } from "../shared/format/number";
import { inLanguage } from "../shared/i18n/language";
import { say } from "../shared/i18n/say";
import { StandingPlate } from "../shared/tasks/StandingPlate";
import type { TaskHead, TaskList } from "../shared/tasks/types";
import { ProblemNote } from "../shared/ui/ProblemNote";
import { type Column, Table } from "../shared/ui/Table";
import { type Act, useAct } from "../shared/ui/useAct";
import { asked, isOf, part, take } from "./state/store";

/** The tasks of the chosen part; one's own is acknowledged in its row with one tap. */
export function Rows({ told }: { told: TaskList }) {
  const act = useAct();
  const rows = told.tasks.filter(isOf[part.value]);
  if (rows.length === 0) return <p class="empty">{say(`tasks.none.${part.value}`)}</p>;
  return (
    <>
      <ProblemNote problem={act.problem.value} />
      <Table
        label={say("tasks.title")}
        columns={columns(told, act)}
        rows={rows}
        idOf={(each) => String(each.task_id)}
        chosen={asked.value === null ? null : String(asked.value)}
        choose={(each) => {
          location.hash = `#${each.task_id}`;
        }}
      />
    </>
  );
}

const columns = (told: TaskList, act: Act): Column<TaskHead>[] => [
  {
    head: say("tasks.answer"),
    width: "150px",
    cell: (each) => <StandingPlate task={each} now={incidentSecond.value} waits={told} />,
  },
  {
    head: say("tasks.unit"),
    width: "21%",
    cell: (each) => <strong>{each.post_name ?? each.unit.name}</strong>,
  },
  {
    head: say("tasks.what"),
    cell: (each) => (
      <>
        {inLanguage(each.says)} <span class="quiet">{short(each.number)}</span>
      </>
    ),
  },
  {
    head: say("tasks.people"),
    width: "72px",
    num: true,
    cell: (each) => (each.people === null ? "·" : count(each.people)),
  },
  {
    head: say("tasks.due"),
    width: "86px",
    num: true,
    cell: (each) => <Due task={each} />,
  },
  {
    head: say("tasks.handled"),
    width: "17%",
    cell: (each) => <Handled task={each} act={act} />,
  },
];

/** "转字第3号" of "舟防指〔2026〕转字第3号": whose and which year the open one says. */
const short = (number: string): string => number.split("〕").at(-1) ?? number;

function Due({ task }: { task: TaskHead }) {
  if (task.due_at === null) return <>{MISSING}</>;
  const at = Date.parse(task.due_at);
  const late = at < incidentSecond.value && task.state !== "done" && task.state !== "closed";
  const text = shortMoment(at, incidentSecond.value);
  return late ? (
    <strong class="task-late" title={say("tasks.late", { time: lateBy(at) })}>
      {text}
    </strong>
  ) : (
    <span>{text}</span>
  );
}

const lateBy = (at: number): string => duration((incidentSecond.value - at) / 1000);

/** The one tap; else what was done about it: to whom it went up, how the last call ended. */
function Handled({ task, act }: { task: TaskHead; act: Act }) {
  if (task.own && task.may.includes("acknowledge")) {
    return (
      <button
        type="button"
        class="button button-small button-primary"
        disabled={act.busy.value}
        onClick={(event) => {
          event.stopPropagation();
          void act.run(() => take(task, "acknowledge"));
        }}
      >
        {say("tasks.act.acknowledge")}
      </button>
    );
  }
  const parts = [
    task.escalated_to === null ? null : say("tasks.upTo", { unit: task.escalated_to.name }),
    task.call === null
      ? null
      : `${shortMoment(Date.parse(task.call.at), incidentSecond.value)} ${say(`tasks.call.${task.call.result}`)}`,
    task.answer?.by_phone ? say("tasks.byPhone") : null,
  ];
  return <span class="quiet num">{parts.filter(Boolean).join(" · ")}</span>;
}
