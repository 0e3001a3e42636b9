import { incidentNow, realNow } from "../../shared/clock";
import { duration } from "../../shared/format/duration";
import { clockTime } from "../../shared/format/moment";
import { coordinates } from "../../shared/format/number";
import { say } from "../../shared/i18n/say";
import { incident } from "../../shared/incident/store";
import { Chip } from "../../shared/session/Chip";
import { reports } from "../outbox/delivery";
import { offlineSince } from "../state/link";
import { place } from "../state/place";
import "./head.css";

/** Where I am, whether what I write gets through, what time it is. */
export function Head() {
  const delivered = reports.value.filter((report) => report.state === "delivered").length;
  return (
    <header class="tablet-head">
      {incident.value?.exercise && <span class="exercise-mark">{say("exercise")}</span>}
      <h1>{incident.value?.name ?? say("app.name")}</h1>
      <span class="tablet-place num">{placeText()}</span>
      <Chip />
      <LinkState />
      <span class="num">
        {say("field.state.delivered")} <b>{delivered}</b>
      </span>
      <time class="tablet-clock num">{clockTime(incidentNow.value)}</time>
    </header>
  );
}

function placeText(): string {
  const { lon, lat, accuracyM, own } = place.value;
  if (!own) return say("field.noPlace");
  const within = accuracyM === null ? "" : ` ±${Math.ceil(accuracyM)} m`;
  return coordinates(lon, lat) + within;
}

function LinkState() {
  const since = offlineSince.value;
  if (since === null) return <span class="link-state">{say("field.online")}</span>;
  return (
    <span class="link-state link-off num" role="status">
      <svg viewBox="0 0 28 24" width="28" height="24" aria-hidden="true">
        <path d="M2 9a17 17 0 0 1 24 0M7 14a10 10 0 0 1 14 0M11 18.5a4.5 4.5 0 0 1 6 0M25 2 5 23" />
      </svg>
      {say("field.offline", { age: duration((realNow.value - since) / 1000) })}
    </span>
  );
}
