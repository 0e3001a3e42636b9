import { count } from "../../shared/format/number";
import { say } from "../../shared/i18n/say";
import { summary } from "../../shared/incident/store";
import { imageAddress } from "../../shared/map/icons/draw";
import { theme } from "../../shared/theme/theme";

const STATES = ["at_sea", "in_port", "stale", "lost"] as const;

/** Where the vessels are and how old their positions: the legend of the hulls' lines. */
export function VesselCounts() {
  const vessels = summary.value?.vessels;
  if (vessels === undefined) return null;
  return (
    <ul class="legend counts">
      {STATES.map((state) => (
        <li key={state}>
          <img class="swatch" alt="" src={imageAddress(`vessel-state-${state}`, theme.value)} />
          <span>{say(`vessels.${state}`)}</span>
          <b class="num">{count(vessels[state])}</b>
        </li>
      ))}
    </ul>
  );
}
