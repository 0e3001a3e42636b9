import type { SignalSuggestion } from "../../shared/api/wind_types";
import { say } from "../../shared/i18n/say";
import { severityOf, signalName } from "../../shared/response/signal_words";
import type { SignalRule } from "../../shared/response/types";
import { Loaded } from "../../shared/ui/Loaded";
import { Plate } from "../../shared/ui/Plate";
import { signals } from "../state/storm";
import { TableSource } from "./TableSource";
import { useFreshTable } from "./useFreshTable";

/** The table of warning signals, with the counties in which each is suggested now. */
export function SignalRules() {
  const table = useFreshTable("/warning-signals/rules");
  return (
    <section class="block">
      <header>
        <h3>{say("response.rules.signals")}</h3>
        {table.value.value?.is_default === true && <span>{say("response.rules.default")}</span>}
      </header>
      <Loaded load={table}>
        {(told) => (
          <>
            <ul class="signal-table">
              {told.rules.map((rule) => (
                <Line key={`${rule.kind}${rule.colour}`} rule={rule} />
              ))}
            </ul>
            <TableSource source={told.source} version={told.version} name={told.adopted_by} />
          </>
        )}
      </Loaded>
    </section>
  );
}

function Line({ rule }: { rule: SignalRule }) {
  const same = ({ kind, colour }: SignalSuggestion) => kind === rule.kind && colour === rule.colour;
  const now = signals.value.filter(same).map((each) => each.unit_name);
  return (
    <li data-verdict={now.length > 0 ? "fired" : "none"}>
      <Plate severity={severityOf(rule.colour)}>{signalName(rule)}</Plate>
      <p>
        {say("response.rules.within", { hours: rule.within_h })}
        {" · "}
        {"rain_mm" in rule
          ? say("response.rules.rain", { mm: rule.rain_mm ?? "—" })
          : say("response.rules.wind", {
              mean: rule.mean_force ?? "—",
              gust: rule.gust_force ?? "—",
            })}
      </p>
      {now.length > 0 && <em>{now.join("、")}</em>}
    </li>
  );
}
