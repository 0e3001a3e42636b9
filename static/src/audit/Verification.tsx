import { say } from "../shared/i18n/say";
import { Plate } from "../shared/ui/Plate";
import { useLoad } from "../shared/ui/useLoad";

/** `GET /audit/verification`. */
export interface Verified {
  intact: boolean;
  /** The last day whose seal was checked. */
  day: string | null;
  entries: number;
  /** The first day whose entries do not match their seal. */
  broken_day: string | null;
}

/** Whether the chain of daily hashes still holds. */
export function Verification() {
  const load = useLoad<Verified>("/audit/verification");
  const found = load.value.value;
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
  if (!found.intact) {
    return (
      <>
        <Plate severity="red">{say("audit.chain.broken", { day: found.broken_day ?? "—" })}</Plate>
        <strong>{say("audit.chain.brokenTodo")}</strong>
      </>
    );
  }
  return (
    <>
      <strong>{say("audit.chain.intact")}</strong>
      <span class="quiet num">
        {say("audit.chain.intactTo", { day: found.day ?? "—", count: found.entries })}
      </span>
    </>
  );
}
