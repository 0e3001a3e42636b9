import { say } from "../shared/i18n/say";
import { isOf, list, type Part, part } from "./state/store";

const PARTS: Part[] = ["live", "unanswered", "own", "ended"];

/** Which tasks are listed, each part with how many it has. */
export function Tools() {
  const tasks = list.value?.tasks ?? [];
  return (
    <>
      <h1>{say("tasks.title")}</h1>
      <fieldset class="task-parts" aria-label={say("tasks.parts")}>
        {PARTS.map((each) => (
          <button
            key={each}
            type="button"
            class="button button-small"
            aria-pressed={part.value === each}
            onClick={() => {
              part.value = each;
            }}
          >
            {say(`tasks.part.${each}`)} <b class="num">{tasks.filter(isOf[each]).length}</b>
          </button>
        ))}
      </fieldset>
      <span class="quiet">{say("tasks.order")}</span>
    </>
  );
}
