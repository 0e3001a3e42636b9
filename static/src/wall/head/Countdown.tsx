import type { SeatArrival } from "../../shared/api/typhoon_types";
import { incidentNow } from "../../shared/clock";
import { durationParts } from "../../shared/format/duration";
import { millis, shortMoment } from "../../shared/format/moment";
import { inLanguage } from "../../shared/i18n/language";
import { type Key, say } from "../../shared/i18n/say";
import { seats } from "../../shared/incident/store";

/** Time to a force at a named place: `?place=330903`, else the seat it reaches first. */
export function Countdown({ force }: { force: 7 | 10 }) {
  const found = seatFor(force);
  const wind = say(`wall.force.${force}` as Key);
  return (
    <div class="head-countdown" data-force={force}>
      <div>
        <strong>
          {found?.name ?? ""} <b>{say("wall.toForce", { force: wind })}</b>
        </strong>
        <span class="num">{found === null ? "" : times(found.arrival, wind)}</span>
      </div>
      <Left arrival={found?.arrival ?? null} />
    </div>
  );
}

function seatFor(force: number): { name: string; arrival: SeatArrival | null } | null {
  const all = seats.value;
  if (all === null) return null;
  const asked = new URLSearchParams(location.search).get("place");
  const code = asked ?? all.earliest[String(force)];
  const seat = all.seats.find((each) => each.code === code) ?? all.seats[0];
  if (seat === undefined) return null;
  return { name: seat.name, arrival: seat.arrivals[String(force)] ?? null };
}

/** The wind blows there: the source says so, or its likely moment has passed. */
function isHere(arrival: SeatArrival | null): boolean {
  const likely = millis(arrival?.likely_at);
  return arrival?.already_inside === true || (likely !== null && likely <= incidentNow.value);
}

function times(arrival: SeatArrival | null, wind: string): string {
  if (isHere(arrival)) return say("wall.inside", { force: wind });
  const likely = millis(arrival?.likely_at);
  const earliest = millis(arrival?.earliest_at);
  if (likely === null) return arrival?.reason ? inLanguage(arrival.reason) : say("wall.notReached");
  const now = incidentNow.value;
  const text = { likely: shortMoment(likely, now), earliest: shortMoment(earliest ?? likely, now) };
  return say(earliest === null || earliest >= likely ? "wall.likely" : "wall.both", text);
}

function Left({ arrival }: { arrival: SeatArrival | null }) {
  const at = millis(arrival?.likely_at);
  if (at === null || isHere(arrival)) return <b class="hero">—</b>;
  const parts = durationParts(Math.max(0, (at - incidentNow.value) / 1000));
  return (
    <b class="hero num">
      {parts.map((part) => (
        <span key={part.unit}>
          {part.value}
          <i>{part.unit}</i>
        </span>
      ))}
    </b>
  );
}
