import { useSignal } from "@preact/signals";
import { post } from "../../shared/api/client";
import { say } from "../../shared/i18n/say";
import { may } from "../../shared/session/store";
import { ProblemNote } from "../../shared/ui/ProblemNote";
import { useAct } from "../../shared/ui/useAct";
import { type Answerable, POSITIONS } from "../state/types";

/** Who answers for a unit, masked; a reveal is asked for, recorded, and gone with the panel. */
export function Chain(props: { code: string; known: Answerable[] }) {
  return (
    <ul class="chain">
      {POSITIONS.map((position) => {
        const known = props.known.find((each) => each.position === position);
        return known === undefined ? (
          <li key={position}>
            <span>{say(`chain.${position}`)}</span>
            <span>{say("chain.none")}</span>
          </li>
        ) : (
          <Person key={position} code={props.code} known={known} />
        );
      })}
    </ul>
  );
}

function Person(props: { code: string; known: Answerable }) {
  const shown = useSignal<Answerable | null>(null);
  const asking = useSignal(false);
  const { busy, problem, run } = useAct();
  const { position } = props.known;
  const reveal = () =>
    run(async () => {
      shown.value = await post(`/units/${props.code}/responsibility/${position}/reveal`, {});
      asking.value = false;
    });
  const { name, phone } = shown.value ?? props.known;
  return (
    <li>
      <span>{say(`chain.${position}`)}</span>
      <span class="num">
        <strong>{name}</strong> {phone}
      </span>
      {shown.value === null && may("reveal_personal") && !asking.value && (
        <button
          type="button"
          class="button button-small"
          onClick={() => {
            asking.value = true;
          }}
        >
          {say("chain.reveal")}
        </button>
      )}
      {shown.value !== null && <span class="quiet">{say("chain.revealed")}</span>}
      {asking.value && (
        <div class="chain-warn">
          <span>{say("chain.revealWarn")}</span>
          <button
            type="button"
            class="button button-small button-primary"
            disabled={busy.value}
            onClick={() => void reveal()}
          >
            {say("chain.revealGo")}
          </button>
          <button
            type="button"
            class="button button-small"
            onClick={() => {
              asking.value = false;
            }}
          >
            {say("chain.cancel")}
          </button>
        </div>
      )}
      <ProblemNote problem={problem.value} />
    </li>
  );
}
