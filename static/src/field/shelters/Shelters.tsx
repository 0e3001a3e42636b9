import { effect } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { NearestShelter } from "../../shared/api/types";
import { realNow } from "../../shared/clock";
import { duration } from "../../shared/format/duration";
import { count, distance } from "../../shared/format/number";
import { say } from "../../shared/i18n/say";
import { Gauge } from "../../shared/ui/Gauge";
import { offlineSince } from "../state/link";
import { place, placeFault } from "../state/place";
import { fromOwnPlace, readAll, shelters, sheltersAt } from "../state/store";
import "./shelters.css";
import { stateWord } from "./state_word";

const STALE_MS = 120_000;
const SETTLE_MS = 800;

/** The nearest shelters with room, and the keeper one tap away. */
export function Shelters() {
  useEffect(() => readWhenMoved(), []);
  const age = sheltersAt.value === null ? null : realNow.value - sheltersAt.value;
  return (
    <section class="nearest">
      <header>
        <h2>{say("field.shelters")}</h2>
        {age !== null && age > STALE_MS && (
          <span class="plate-old num">
            {say("field.shelters.old", { age: duration(age / 1000) })}
          </span>
        )}
        <small>{say("field.illustrative")}</small>
      </header>
      {placeFault.value !== null && (
        <p class="note">{say("field.noPlaceWhy", { why: say(placeFault.value) })}</p>
      )}
      <ol>
        {shelters.value.map((shelter, index) => (
          <Row key={shelter.code} shelter={shelter} number={index + 1} />
        ))}
      </ol>
      {shelters.value.length === 0 && <p class="note">{emptyText(age !== null)}</p>}
    </section>
  );
}

function emptyText(read: boolean): string {
  if (read) return say("field.shelters.none");
  return say(offlineSince.value === null ? "field.shelters.loading" : "field.shelters.never");
}

/** Ask again once the place has stood still for a moment. */
function readWhenMoved(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = effect(() => {
    void place.value;
    clearTimeout(timer);
    timer = setTimeout(() => void readAll(), SETTLE_MS);
  });
  return () => {
    end();
    clearTimeout(timer);
  };
}

function Row({ shelter, number }: { shelter: NearestShelter; number: number }) {
  const { free, rated_capacity: rated } = shelter;
  const { site, building } = splitName(shelter.name);
  return (
    <li>
      <span class="nearest-number num">{number}</span>
      <div class="nearest-what">
        <strong>{site}</strong>
        <span class="num">
          <b>{distance(shelter.distance_m)}</b>
          {fromOwnPlace.value && !shelter.same_land && ` ${say("field.shelters.otherIsland")}`}{" "}
          {building}
        </span>
      </div>
      <div class="nearest-room num">
        <b>
          {free > 0
            ? say("field.shelters.free", { free: count(free) })
            : say("field.shelters.full")}
        </b>
        <Gauge used={rated - free} capacity={rated} label={shelter.name} />
        {free > 0 && <span>{stateWord(shelter.status)}</span>}
      </div>
      <Call shelter={shelter} />
    </li>
  );
}

/** "鲁东社区避灾安置点（文化礼堂）": the site, and the house in it. */
function splitName(name: string): { site: string; building: string } {
  const [site = name, building = ""] = name.split(/[（）()]/);
  return { site, building };
}

function Call({ shelter }: { shelter: NearestShelter }) {
  if (shelter.keeper_phone === null) return <span class="call-none">{say("field.noPhone")}</span>;
  return (
    <a class="call" href={`tel:${shelter.keeper_phone}`}>
      <strong>{say("field.call")}</strong>
      <span>{shelter.keeper ?? say("field.keeper")}</span>
    </a>
  );
}
