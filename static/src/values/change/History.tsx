import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import type { ChangeView } from "../../shared/api/generated";
import { say } from "../../shared/i18n/say";
import { Loaded } from "../../shared/ui/Loaded";
import { useLoad } from "../../shared/ui/useLoad";
import { changed } from "../state/store";
import { people } from "../state/words";

interface Props {
  of: string;
  /** The value of a change; `before` is the one in force until then. */
  show: (change: ChangeView, before: ChangeView | undefined) => ComponentChildren;
}

/** Every change of a key, newest first. */
export function History(props: Props) {
  const load = useLoad(`/configuration/changes/${props.of}`);
  const seen = changed.value;
  useEffect(() => {
    if (seen > 0) void load.again();
  }, [seen]);
  return (
    <section class="detail-part">
      <h3>{say("values.history")}</h3>
      <Loaded load={load}>
        {({ changes }) =>
          past(changes).length === 0 ? (
            <p class="quiet">{say("values.never")}</p>
          ) : (
            <ol class="values-history">
              {past(changes).map((each) => (
                <Entry key={each.change_id} change={each} all={changes} show={props.show} />
              ))}
            </ol>
          )
        }
      </Loaded>
    </section>
  );
}

/** What waits stands above by itself. */
const past = (changes: readonly ChangeView[]) => changes.filter(({ state }) => state !== "waiting");

function Entry(props: { change: ChangeView; all: readonly ChangeView[]; show: Props["show"] }) {
  const { change, all } = props;
  const before = all.find(({ version }) => version === change.edited);
  return (
    <li data-state={change.state}>
      <p>
        {change.version === null
          ? say("values.withdrawn")
          : say("values.version", { version: change.version })}{" "}
        {props.show(change, before)}
      </p>
      <p>{change.reason}</p>
      <p class="quiet">
        {change.source} · {people(change)}
      </p>
    </li>
  );
}
