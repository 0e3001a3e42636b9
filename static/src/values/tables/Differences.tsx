import { say } from "../../shared/i18n/say";
import type { Difference, Line } from "./difference";

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
          {each.lines.map((line) => (
            <Told key={line.what} line={line} whole={each.kind !== "changed"} />
          ))}
        </li>
      ))}
    </ul>
  );
}

/** One thing that a row says otherwise; `whole`: the row itself came or went. */
function Told(props: { line: Line; whole: boolean }) {
  const { what, before, after } = props.line;
  const kind = before === null ? "added" : after === null ? "removed" : null;
  return (
    <p class="num">
      <span class="quiet">{what}</span> {before !== null && <del>{before}</del>}
      {kind === null && " → "}
      {after !== null && <ins>{after}</ins>}
      {kind !== null && !props.whole && <em>{say(`values.${kind}`)}</em>}
    </p>
  );
}
