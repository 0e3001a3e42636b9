import { count } from "../../shared/format/number";
import { say } from "../../shared/i18n/say";
import { summary } from "../../shared/incident/store";
import "./boats.css";

/** How many are out; the parts sum to the whole and are the legend of the hulls. */
export function Boats() {
  const vessels = summary.value?.vessels;
  const parts = vessels === undefined ? null : partsOf(vessels);
  return (
    <section class="side-boats">
      <div>
        <h2>{say("wall.boats")}</h2>
        <p class="hero num">
          {count(vessels?.at_sea)} <small>{say("wall.boats.unit")}</small>
        </p>
        <p class="quiet num">
          {say("wall.boats.inPort", { count: count(vessels?.in_port) })} ·{" "}
          {say("wall.boats.onBoard", { people: count(vessels?.on_board_at_sea) })}
        </p>
      </div>
      <dl class="num">
        <Part look="solid" label={say("wall.boats.fresh")} value={parts?.fresh} />
        <Part look="hollow" label={say("wall.boats.stale")} value={parts?.stale} />
        <Part look="lost" label={say("wall.boats.lost")} value={parts?.lost} />
      </dl>
    </section>
  );
}

function partsOf(vessels: { at_sea: number; stale: number; lost: number }) {
  const { at_sea, stale, lost } = vessels;
  return { fresh: at_sea - stale - lost, stale, lost };
}

const HULL = "M12 1c4 4 6 8 6 13 0 4-1 7-2 8H8c-1-1-2-4-2-8 0-5 2-9 6-13z";

function Part(props: {
  look: "solid" | "hollow" | "lost";
  label: string;
  value?: number | undefined;
}) {
  return (
    <div>
      <dt>
        <svg class={`hull hull-${props.look}`} viewBox="0 0 24 24" aria-hidden="true">
          {props.look === "lost" && <circle cx="12" cy="12" r="11" />}
          <path d={HULL} transform="rotate(45 12 12)" />
        </svg>
        {props.label}
      </dt>
      <dd>{count(props.value)}</dd>
    </div>
  );
}
