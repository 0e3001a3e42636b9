import type { Setting } from "../../shared/api/generated";
import type { ZoneAnswer } from "../../shared/api/zone_types";
import { figure, standing } from "../../shared/format/office_value";
import { inLanguage } from "../../shared/i18n/language";
import { say } from "../../shared/i18n/say";

/** What the answer rests on: method, versions of its inputs, and each value of the office's. */
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
      <details>
        <summary>{say("values.used")}</summary>
        <ul class="basis-values">
          {answer.assumptions.map((each) => (
            <Used key={each.key} value={each} />
          ))}
          <Table version={answer.versions.due_rules} />
        </ul>
      </details>
    </footer>
  );
}

function Used({ value }: { value: Setting }) {
  return (
    <li>
      {inLanguage(value.meaning)} <b class="num">{figure(value.value, value.unit)}</b> ·{" "}
      {standing(value)}
    </li>
  );
}

/** The table of groups due; an answer kept from before names none. */
function Table({ version }: { version: string | undefined }) {
  if (version === undefined) return null;
  const own = Number(version);
  return (
    <li>
      {say("values.usedTable")} · {standing({ adopted: own > 0, version: own })}
    </li>
  );
}
