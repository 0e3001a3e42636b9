import { useNews } from "../shared/live/news";
import { Loaded } from "../shared/ui/Loaded";
import { SplitView } from "../shared/ui/SplitView";
import { Rows } from "./Rows";
import { asked, list, listProblem, readList, readTask, task } from "./state/store";
import { TaskDetail } from "./TaskDetail";
import { Tools } from "./Tools";
import "./tasks.css";

const back = () => {
  location.hash = "#";
};

/** What the own unit and those below it have to do: who has not answered stands first. */
export function TasksPage() {
  useNews(["task_changed", "configuration_changed"], readAgain, asked.value);
  const open = asked.value;
  return (
    <SplitView
      class="tasks"
      back={back}
      tools={<Tools />}
      list={
        <Loaded load={{ value: list, problem: listProblem, again: readList }}>
          {(told) => <Rows told={told} />}
        </Loaded>
      }
      detail={open === null || task.value?.task_id !== open ? null : <TaskDetail key={open} />}
    />
  );
}

async function readAgain(): Promise<void> {
  await Promise.all([readList(), readTask()]);
}
