import type { ZoneAnswer } from "../../shared/api/zone_types";
import { say } from "../../shared/i18n/say";

/** What the answer rests on: method and versions of its inputs. */
export function Basis({ answer }: { answer: ZoneAnswer }) {
  const versions = Object.entries(answer.versions).map(
    ([name, value]) => `${name} ${String(value)}`,
  );
  return (
    <footer class="basis">
      <p>
        {say("answer.computed", { ms: Math.round(answer.elapsed_ms) })} · {answer.exposure.method}
      </p>
      <details>
        <summary>{say("answer.method")}</summary>
        <p>{answer.assignment.method}</p>
        <p>{answer.clearance.method}</p>
        <p>{versions.join(" · ")}</p>
      </details>
    </footer>
  );
}
