import type { PlaceWind } from "../../shared/api/wind_types";
import { shownAt } from "../../shared/clock";
import { millis, shortMoment } from "../../shared/format/moment";
import { coordinates, MISSING } from "../../shared/format/number";
import { inLanguage } from "../../shared/i18n/language";
import { say } from "../../shared/i18n/say";
import { Why } from "../../shared/ui/Why";
import { WorksButton } from "../closures/CloseButton";
import { refreshPlace } from "../reading/storm";
import { arrivals, type Place, place, strip } from "../state/storm";
import { goTo } from "../state/view";
import { StripChart } from "./StripChart";
import { Waiting } from "./Waiting";
import "./block.css";
import "./table.css";
import "./place.css";

/** A place on the map that is nobody's symbol: only what the wind does there. */
export function PlacePanel({ at }: { at: Place }) {
  return (
    <article class="card place">
      <header>
        <p class="quiet">{say("place.title")}</p>
        <button
          type="button"
          class="close"
          aria-label={say("answer.close")}
          onClick={() => {
            place.value = null;
          }}
        >
          ×
        </button>
        <h2 class="num">{at.name ?? coordinates(at.lon, at.lat)}</h2>
        {at.name !== null && <p class="quiet num">{coordinates(at.lon, at.lat)}</p>}
      </header>
      <PlaceWinds />
      <div class="acts">
        <div>
          <button type="button" class="button" onClick={() => goTo(at.lon, at.lat)}>
            {say("place.locate")}
          </button>
          <WorksButton lon={at.lon} lat={at.lat} />
        </div>
      </div>
    </article>
  );
}

/** Arrival table and wind strip of the chosen place. */
export function PlaceWinds() {
  return (
    <>
      <section class="block">
        <header>
          <h3>{say("place.wind")}</h3>
        </header>
        <Waiting of={arrivals.value} retry={refreshPlace}>
          {(winds) => <ArrivalTable winds={winds} />}
        </Waiting>
      </section>
      <section class="block">
        <header>
          <h3>{say("place.strip")}</h3>
        </header>
        <Waiting of={strip.value} retry={refreshPlace}>
          {(told) => <StripChart strip={told} />}
        </Waiting>
      </section>
    </>
  );
}

function ArrivalTable({ winds }: { winds: PlaceWind[] }) {
  const basis = winds.find((each) => each.likely_at !== null) ?? winds[0];
  return (
    <>
      <table class="arrivals num">
        <thead>
          <tr>
            <th>{say("place.force")}</th>
            <th>{say("place.likely")}</th>
            <th>{say("place.earliest")}</th>
            <th>{say("place.probability")}</th>
            <th>{say("place.until")}</th>
          </tr>
        </thead>
        <tbody>
          {winds.map((wind) => (
            <ArrivalRow key={wind.force} wind={wind} />
          ))}
        </tbody>
      </table>
      <p class="fine">{say("place.earliestNote")}</p>
      {basis !== undefined && (
        <details class="fine">
          <summary>{say("answer.rule")}</summary>
          {say("place.basis", { agency: basis.agency, rule: inLanguage(basis.rule) })}
        </details>
      )}
    </>
  );
}

const time = (at: string | null | undefined): string => {
  const ms = millis(at);
  return ms === null ? MISSING : shortMoment(ms, shownAt.value);
};

/** A probability said in whole percent; less than half a percent is not nothing. */
export function percent(share: number | null | undefined): string {
  if (share === null || share === undefined) return MISSING;
  if (share > 0 && share < 0.005) return "<1%";
  if (share < 1 && share > 0.995) return ">99%";
  return `${Math.round(share * 100)}%`;
}

/** The earlier of two moments: of members moved off the track, and of the two circle conventions. */
function earlier(a: string | null | undefined, b: string | null): string | null {
  if (a === null || a === undefined) return b;
  return b === null || Date.parse(a) <= Date.parse(b) ? a : b;
}

function ArrivalRow({ wind }: { wind: PlaceWind }) {
  const chance = wind.likelihood ?? null;
  const stays = wind.step.length > 0 ? wind.step : wind.smooth;
  const { likely_at } = wind;
  const here = wind.already_inside || (millis(likely_at) ?? Infinity) <= shownAt.value;
  return (
    <tr data-quiet={likely_at === null}>
      <th>
        <Why text={inLanguage(wind.reason ?? wind.rule)}>
          {say("typhoon.force", { force: wind.force })}
        </Why>
      </th>
      <td>
        <b>{here ? say("place.now") : likely_at === null ? say("place.not") : time(likely_at)}</b>
      </td>
      <td>{here ? MISSING : time(earlier(chance?.earliest_at, wind.earliest_at))}</td>
      <td>{percent(chance?.probability)}</td>
      <td>
        {time(stays.at(-1)?.departure_at)}
        {stays.length > 1 && <small> {say("place.again", { count: stays.length })}</small>}
      </td>
    </tr>
  );
}
