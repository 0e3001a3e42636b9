import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { SimilarStorm, StormHead } from "../../shared/api/wind_types";
import { distance } from "../../shared/format/number";
import { language } from "../../shared/i18n/language";
import { say } from "../../shared/i18n/say";
import { incident } from "../../shared/incident/store";
import { findStorms, readSeasons, readSimilar, togglePast } from "../reading/storm";
import { heads, pastStorms, seasons, similar } from "../state/storm";
import { show } from "../zones/acts";
import { Waiting } from "./Waiting";
import "./block.css";
import "./tick_row.css";
import "./past.css";

const WAIT_MS = 200;

/** Storms of the past: like this one, by season, by name. */
export function PastTab() {
  useEffect(() => {
    if (seasons.value === null) void readSeasons();
    if (similar.value === null) void readSimilar();
  }, []);
  return (
    <>
      <section class="block">
        <header>
          <h3>{say("typhoon.past.similar")}</h3>
          <span>{say("typhoon.past.similarNote")}</span>
        </header>
        <Waiting of={similar.value} retry={() => void readSimilar()}>
          {(found) =>
            found.length === 0 ? (
              <p class="quiet">{say("typhoon.past.noSimilar")}</p>
            ) : (
              <StormList storms={found} />
            )
          }
        </Waiting>
      </section>
      <SearchBlock />
    </>
  );
}

function SearchBlock() {
  const season = useSignal<number | null>(null);
  const text = useSignal("");
  const find = () => void findStorms(season.value, text.value.trim());
  useEffect(() => {
    const timer = setTimeout(find, WAIT_MS);
    return () => clearTimeout(timer);
  }, [season.value, text.value]);
  const known = seasons.value?.state === "here" ? seasons.value.value : [];
  return (
    <section class="block">
      <div class="past-search">
        <input
          class="input"
          aria-label={say("typhoon.past.search")}
          placeholder={say("typhoon.past.search")}
          value={text.value}
          onInput={(event) => {
            text.value = event.currentTarget.value;
          }}
        />
        <select
          class="input num"
          aria-label={say("typhoon.past.season")}
          value={String(season.value ?? "")}
          onChange={(event) => {
            season.value =
              event.currentTarget.value === "" ? null : Number(event.currentTarget.value);
          }}
        >
          <option value="">{say("typhoon.past.all")}</option>
          {known.map((each) => (
            <option key={each.season} value={each.season}>
              {say("typhoon.past.seasonStorms", { season: each.season, count: each.storms })}
            </option>
          ))}
        </select>
      </div>
      <Waiting of={heads.value} retry={find}>
        {(found) =>
          found.length === 0 ? (
            <p class="quiet">{say("typhoon.past.none")}</p>
          ) : (
            <StormList storms={found} />
          )
        }
      </Waiting>
    </section>
  );
}

function StormList({ storms }: { storms: (StormHead | SimilarStorm)[] }) {
  return (
    <ul class="past-storms">
      {storms.map((storm) => (
        <StormRow key={storm.storm_id} storm={storm} />
      ))}
    </ul>
  );
}

function StormRow({ storm }: { storm: StormHead | SimilarStorm }) {
  const name = language.value === "zh" && storm.name_zh !== "" ? storm.name_zh : storm.name_en;
  const own = storm.storm_id === incident.value?.storm_id;
  const shown = pastStorms.value.has(storm.storm_id);
  return (
    <li>
      <label>
        <input
          type="checkbox"
          checked={own || shown}
          disabled={own}
          onChange={() => void togglePast(storm.storm_id).catch(show)}
        />
        <b class="num">{("number" in storm ? storm.number : null) ?? storm.storm_id.slice(2)}</b>
        <strong>{name}</strong>
        <span class="quiet num">{storm.season}</span>
        {"distance_km" in storm && storm.distance_km !== null && (
          <span class="past-distance num">
            {say("typhoon.past.distance", { distance: distance(storm.distance_km * 1000) })}
          </span>
        )}
      </label>
    </li>
  );
}
