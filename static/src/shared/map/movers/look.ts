import { State } from "../../live/movers";
import { Look } from "./sprites";

/** Which drawing a mover gets. Its line tells how old the position is: solid, hollow, dashed. */
export function lookOf(state: number): number {
  if ((state & State.SUSPECT) !== 0) return Look.SUSPECT;
  if ((state & State.LOST) !== 0) return Look.LOST;
  if ((state & State.IN_PORT) !== 0) return Look.PORT;
  const risky = (state & State.HIGH_RISK) !== 0;
  if ((state & State.STALE) !== 0) return risky ? Look.HIGH_RISK_HOLLOW : Look.HOLLOW;
  return risky ? Look.HIGH_RISK : Look.SOLID;
}
