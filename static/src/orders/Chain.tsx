import { useSignal } from "@preact/signals";
import { incidentSecond } from "../shared/clock";
import { shortMoment } from "../shared/format/moment";
import { count } from "../shared/format/number";
import { say } from "../shared/i18n/say";
import { useNews } from "../shared/live/news";
import type { DocumentView } from "../shared/orders/types";
import { StandingPlate } from "../shared/tasks/StandingPlate";
import type { TaskHead, TaskList } from "../shared/tasks/types";
import { ProblemNote } from "../shared/ui/ProblemNote";
import { chain, chainProblem, readChain } from "./state/chain";
import { answeredOf, branchesOf, depthOf, type Twig } from "./twigs";
import "./chain.css";

/** Who below has it: unit by unit down to the village, its grids behind a press. Told live. */
export function Chain({ order }: { order: DocumentView }) {
  useNews(["task_changed"], () => readChain(order), `${order.document_id}${order.state}`);
  const told = chain.value;
  if (order.number === null || told === null || told.tasks.length === 0) {
    return <ProblemNote problem={chainProblem.value} />;
  }
  return <Told told={told} />;
}

function Told({ told }: { told: TaskList }) {
  const { counts, tasks } = told;
  const top = Math.min(...tasks.map(depthOf));
  return (
    <section class="order-part chain" aria-label={say("tasks.chain")}>
      <header class="order-part-head">
        <h2>{say("tasks.chain")}</h2>
        <span class="quiet">{say("tasks.chain.levels")}</span>
        <span class="num">{say("tasks.chain.count", { count: count(tasks.length) })}</span>
        <span class="num">✓ {say("tasks.chain.answered", { count: answeredOf(tasks) })}</span>
        <span class="num">{say("tasks.chain.silent", { count: counts.open })}</span>
        <span class="quiet num chain-rule">
          {say("tasks.chain.rule", { min: told.escalate_min })}
        </span>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by key */}
      <div class="chain-rows" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say("tasks.unit")}</th>
              <th scope="col">{say("tasks.answer")}</th>
              <th scope="col">{say("tasks.chain.by")}</th>
              <th scope="col">{say("tasks.handled")}</th>
              <th scope="col" class="num">
                {say("tasks.people")}
              </th>
            </tr>
          </thead>
          <tbody>
            {branchesOf(tasks).map((twig) => (
              <Branch key={twig.task.task_id} twig={twig} top={top} told={told} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Branch(props: { twig: Twig; top: number; told: TaskList }) {
  const { twig, top, told } = props;
  const open = useSignal(false);
  const grids = twig.grids.length;
  return (
    <>
      <Row task={twig.task} depth={depthOf(twig.task) - top} told={told}>
        {grids > 0 && (
          <button
            type="button"
            class="chain-grids num"
            aria-expanded={open.value}
            onClick={() => {
              open.value = !open.value;
            }}
          >
            {say("tasks.chain.grids", { answered: answeredOf(twig.grids), count: grids })}
          </button>
        )}
      </Row>
      {open.value &&
        twig.grids.map((grid) => (
          <Row key={grid.task_id} task={grid} depth={depthOf(grid) - top} told={told} />
        ))}
    </>
  );
}

function Row(props: {
  task: TaskHead;
  depth: number;
  told: TaskList;
  children?: preact.ComponentChildren;
}) {
  const { task, depth, told } = props;
  return (
    <tr>
      <td style={{ paddingLeft: `${depth * 20}px` }}>
        <span class={depth < 2 ? "chain-high" : ""}>
          {task.level === "grid" ? (task.post_name ?? task.unit.name) : task.unit.name}
        </span>{" "}
        {props.children}
      </td>
      <td>
        <StandingPlate task={task} now={incidentSecond.value} waits={told} />
      </td>
      <td>{task.answer === null ? "" : `${task.answer.unit} ${task.answer.name}`}</td>
      <td class="quiet num">
        {handled(task)}{" "}
        {task.may.includes("call") && task.state === "open" && !task.own && (
          <a class="button button-small" href={`/tasks${location.search}#${task.task_id}`}>
            {say("tasks.chain.call")}
          </a>
        )}
      </td>
      <td class="num">{task.people === null ? "" : count(task.people)}</td>
    </tr>
  );
}

function handled(task: TaskHead): string {
  if (task.answer !== null) return task.answer.by_phone ? say("tasks.byPhone") : "";
  if (task.call !== null) {
    const at = shortMoment(Date.parse(task.call.at), incidentSecond.value);
    return `${at} ${say(`tasks.call.${task.call.result}`)}`;
  }
  return task.escalated_to === null ? "" : say("tasks.upTo", { unit: task.escalated_to.name });
}
