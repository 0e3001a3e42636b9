import { effect } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { NearestShelter } from "../../shared/api/types";
import { realNow } from "../../shared/clock";
import { duration } from "../../shared/format/duration";
import { count, distance } from "../../shared/format/number";
import { say } from "../../shared/i18n/say";
import { Gauge } from "../../shared/ui/Gauge";
import { place, placeFault } from "../place";
import { readAll, shelters, sheltersAt } from "../store";

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
          <span class="num">{say("field.shelters.old", { age: duration(age / 1000) })}</span>
        )}
        <small>{say("field.illustrative")}</small>
      </header>
      {placeFault.value !== null && (
        <p class="place-fault">{say("field.noPlaceWhy", { why: say(placeFault.value) })}</p>
      )}
      <ol>
        {shelters.value.map((shelter) => (
          <Row key={shelter.code} shelter={shelter} />
        ))}
      </ol>
      {age !== null && shelters.value.length === 0 && (
        <p class="place-fault">{say("field.shelters.none")}</p>
      )}
    </section>
  );
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

function Row({ shelter }: { shelter: NearestShelter }) {
  const used = shelter.rated_capacity - shelter.free;
  return (
    <li>
      <div class="nearest-what">
        <strong>{shelter.name}</strong>
        <span class="num">
          {distance(shelter.distance_m)}
          {shelter.same_island === false && ` · ${say("field.shelters.otherIsland")}`}
        </span>
      </div>
      <div class="nearest-room num">
        <b>
          {shelter.free > 0
            ? say("field.shelters.free", { free: count(shelter.free) })
            : say("field.shelters.full")}
        </b>
        <Gauge used={used} capacity={shelter.rated_capacity} label={shelter.name} />
      </div>
      {shelter.keeper_phone === null ? (
        <span class="call call-none">{say("field.noPhone")}</span>
      ) : (
        <a class="call" href={`tel:${shelter.keeper_phone}`}>
          <strong>{say("field.call")}</strong>
          <span>{shelter.keeper ?? say("field.keeper")}</span>
        </a>
      )}
    </li>
  );
}
