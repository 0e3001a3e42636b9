import type { Verification as Verified } from "../shared/api/generated";
import { count } from "../shared/format/number";
import { inLanguage } from "../shared/i18n/language";
import { say } from "../shared/i18n/say";
import { Plate } from "../shared/ui/Plate";
import { useLoad } from "../shared/ui/useLoad";

/** Whether the chain of daily hashes still holds. */
export function Verification() {
  const load = useLoad("/audit/verification");
  const found = load.value.value?.verification ?? null;
  return (
    <div class="audit-chain" role="status">
      <Words found={found} waiting={load.busy.value} failed={load.problem.value !== null} />
      <button
        type="button"
        class="button button-small"
        disabled={load.busy.value}
        onClick={() => void load.again()}
      >
        {say("audit.chain.again")}
      </button>
    </div>
  );
}

function Words(props: { found: Verified | null; waiting: boolean; failed: boolean }) {
  const { found, waiting, failed } = props;
  if (waiting && found === null) return <span>{say("audit.chain.checking")}</span>;
  if (failed || found === null) {
    return <Plate severity="yellow">{say("audit.chain.unknown")}</Plate>;
  }
  const [broken] = found.breaks;
  if (broken !== undefined) {
    return (
      <>
        <Plate severity="red">{say("audit.chain.broken", { day: broken.day })}</Plate>
        <span title={inLanguage(broken.why)}>{inLanguage(broken.why)}</span>
        <strong>{say("audit.chain.brokenTodo")}</strong>
      </>
    );
  }
  return (
    <>
      <strong>{say("audit.chain.intact")}</strong>
      <span class="quiet num">
        {found.last_day === null
          ? say("audit.chain.firstDay", { count: found.unsealed })
          : say("audit.chain.intactTo", {
              day: found.last_day,
              count: count(found.entries),
              rest: found.unsealed,
            })}
      </span>
    </>
  );
}
