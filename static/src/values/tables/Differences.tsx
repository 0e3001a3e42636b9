import { say } from "../../shared/i18n/say";
import type { Difference } from "./difference";

/** Row by row what was and what would be. */
export function Differences({ found }: { found: readonly Difference[] }) {
  if (found.length === 0) return <p class="quiet">{say("values.same")}</p>;
  return (
    <ul class="values-differences">
      {found.map((each) => (
        <li key={each.id} data-kind={each.kind}>
          <p>
            <b>{each.title}</b>
            {each.kind !== "changed" && <em>{say(`values.${each.kind}`)}</em>}
          </p>
          {each.lines.map(({ what, before, after }) => (
            <p key={what} class="num">
              <span class="quiet">{what}</span> {before !== null && <del>{before}</del>}
              {before !== null && after !== null && " → "}
              {after !== null && <ins>{after}</ins>}
            </p>
          ))}
        </li>
      ))}
    </ul>
  );
}
