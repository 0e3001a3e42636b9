import type { ComponentChildren } from "preact";
import type { Loaded } from "../../shared/api/wind_types";
import { say } from "../../shared/i18n/say";
import "./waiting.css";

/** What is being read, could not be read, or is here. */
export function Waiting<T>(props: {
  of: Loaded<T> | null;
  retry: () => void;
  children: (value: T) => ComponentChildren;
}) {
  const { of } = props;
  if (of === null || of.state === "loading") {
    return (
      <div class="skeleton" role="status" aria-label={say("typhoon.loading")}>
        <i />
        <i />
        <i />
      </div>
    );
  }
  if (of.state === "here") return <>{props.children(of.value)}</>;
  return (
    <div class="failed" role="alert">
      <p>▲ {say("typhoon.failed", { why: of.why })}</p>
      <button type="button" class="button button-small" onClick={props.retry}>
        {say("typhoon.retry")}
      </button>
    </div>
  );
}
