import type { ZoneAnswer } from "../../shared/api/zone_types";
import { inLanguage } from "../../shared/i18n/language";
import { say } from "../../shared/i18n/say";

/** What the answer rests on: method and versions of its inputs. */
export function Basis({ answer }: { answer: ZoneAnswer }) {
  const versions = Object.entries(answer.versions).map(
    ([name, value]) => `${name} ${String(value)}`,
  );
  return (
    <footer class="basis">
      <p>
        {say("answer.computed", { ms: Math.round(answer.elapsed_ms) })} ·{" "}
        {inLanguage(answer.exposure.method)}
      </p>
      <details>
        <summary>{say("answer.method")}</summary>
        <p>{inLanguage(answer.assignment.method)}</p>
        <p>{inLanguage(answer.clearance.method)}</p>
        <p>{versions.join(" · ")}</p>
      </details>
    </footer>
  );
}
