import type { ComponentChildren } from "preact";
import { say } from "../i18n/say";
import { ProblemNote } from "./ProblemNote";
import type { Loading } from "./useLoad";

/** What was read; before that a quiet word, after a failure the reason and another try. */
export function Loaded<T>(props: { load: Loading<T>; children: (value: T) => ComponentChildren }) {
  const { value, problem, again } = props.load;
  return (
    <>
      {problem.value !== null && (
        <div class="load-fault">
          <ProblemNote problem={problem.value} />
          <button type="button" class="button" onClick={() => void again()}>
            {say("office.again")}
          </button>
        </div>
      )}
      {value.value === null && problem.value === null && (
        <p class="load-wait" role="status">
          {say("office.loading")}
        </p>
      )}
      {value.value !== null && props.children(value.value)}
    </>
  );
}
