import { address } from "../../shared/api/client";
import { shownAt } from "../../shared/clock";
import { shortMoment } from "../../shared/format/moment";
import { count, decimal } from "../../shared/format/number";
import { CATALOGUE, type Key, say } from "../../shared/i18n/say";
import { typhoon } from "../../shared/incident/store";
import { classWord } from "../../shared/map/typhoon/features";
import type { AgencyStorm } from "../../shared/map/typhoon/storm";
import { may } from "../../shared/session/store";
import { theme } from "../../shared/theme/theme";
import { entryOpen, hiddenTracks, importOpen, primary, storms } from "../state/storm";
import { classAddress } from "./class_address";
import "./block.css";
import "./table.css";
import "./tick_row.css";
import "./forecast.css";

/** Every agency's track, what it expects, and how more comes in and out. */
export function ForecastTab() {
  return (
    <>
      <Agencies />
      <Points />
      <InAndOut />
    </>
  );
}

function toggle(key: string): void {
  const next = new Set(hiddenTracks.value);
  if (!next.delete(key)) next.add(key);
  hiddenTracks.value = next;
}

function Agencies() {
  return (
    <section class="block">
      <header>
        <h3>{say("typhoon.agencies")}</h3>
        <span>{say("typhoon.agencies.note")}</span>
      </header>
      <ul class="agencies">
        {storms.value.map((storm, index) => (
          <li key={storm.key}>
            <label>
              <input
                type="checkbox"
                checked={!hiddenTracks.value.has(storm.key)}
                onChange={() => toggle(storm.key)}
              />
              <svg width="26" height="10" viewBox="0 0 26 10" aria-hidden="true">
                <path
                  d="M1 5h24"
                  stroke={index === 0 ? "var(--t1)" : "var(--t2)"}
                  stroke-width={index === 0 ? 2.4 : 1.2}
                  stroke-dasharray={storm.forecast === null ? undefined : "12 3 4 3"}
                />
              </svg>
              <b>{storm.agency}</b>
              <span>{kindName(storm.track.kind)}</span>
              {index === 0 && <em>{say("typhoon.agency.followed")}</em>}
            </label>
            <p class="fine num">{forecastNote(storm)}</p>
            <p class="fine">{say("answer.source", { source: storm.track.source })}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function kindName(kind: string): string {
  const key = `typhoon.kind.${kind}`;
  return key in CATALOGUE.zh ? say(key as Key) : kind;
}

function forecastNote(storm: AgencyStorm): string {
  const { averaging_min, fixes } = storm.track;
  const mean =
    averaging_min === null
      ? say("typhoon.averaging.unknown")
      : say("typhoon.averaging", { minutes: averaging_min });
  const { forecast } = storm;
  if (forecast === null)
    return `${say("typhoon.fixes", { count: fixes.length })} · ${mean} · ${say("typhoon.agency.noForecast")}`;
  const issued = say("typhoon.agency.issued", {
    time: shortMoment(Date.parse(forecast.issued_at), shownAt.value),
  });
  const made = forecast.synthetic ? ` · ${say("typhoon.agency.synthetic")}` : "";
  return `${say("typhoon.fixes", { count: fixes.length })} · ${mean} · ${issued}${made}`;
}

function Points() {
  const storm = primary.value;
  const points = storm?.points.filter((point) => point.forecast) ?? [];
  if (storm === undefined || points.length === 0) {
    return <p class="note">{say("typhoon.points.none")}</p>;
  }
  return (
    <section class="block">
      <header>
        <h3>{say("typhoon.points", { agency: storm.agency })}</h3>
      </header>
      <table class="figures points num">
        <tbody>
          {points.map((point) => (
            <tr key={point.ms}>
              <th>{shortMoment(point.ms, shownAt.value)}</th>
              <td class="point-class">
                <img alt="" src={classAddress(point.strength ?? "", true, theme.value)} />
                {classWord(point.strength)}
              </td>
              <td>
                {decimal(point.windMs, 0)} <small>m/s</small>
              </td>
              <td>
                {count(point.pressureHpa)} <small>hPa</small>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Only for those who may: nobody is led to a refusal. */
function ComeIn() {
  return (
    <div>
      <button
        type="button"
        class="button"
        onClick={() => {
          entryOpen.value = true;
        }}
      >
        {say("typhoon.entry")}
      </button>
      <button
        type="button"
        class="button"
        onClick={() => {
          importOpen.value = "typhoon";
        }}
      >
        {say("typhoon.import")}
      </button>
    </div>
  );
}

function InAndOut() {
  const id = typhoon.value?.storm_id;
  const download = (format: string) => address(`/typhoons/${id}/export`, { format });
  return (
    <div class="acts">
      {may("import_typhoons") && <ComeIn />}
      <div>
        <a class="button button-small" href={download("atcf")} download>
          {say("typhoon.export.atcf")}
        </a>
        <a class="button button-small" href={download("geojson")} download>
          {say("typhoon.export.geojson")}
        </a>
      </div>
    </div>
  );
}
