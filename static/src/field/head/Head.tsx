import { incidentNow, realNow } from "../../shared/clock";
import { duration } from "../../shared/format/duration";
import { clockTime } from "../../shared/format/moment";
import { coordinates } from "../../shared/format/number";
import { say } from "../../shared/i18n/say";
import { offlineSince, reports } from "../outbox/delivery";
import { place } from "../place";
import { incident } from "../store";

/** Where I am, whether what I write gets through, what time it is. */
export function Head() {
  const since = offlineSince.value;
  const delivered = reports.value.filter((report) => report.state === "delivered").length;
  const { lon, lat, own } = place.value;
  return (
    <header class="tablet-head">
      {incident.value?.exercise && <span class="exercise-mark">{say("exercise")}</span>}
      <h1>{incident.value?.name ?? say("app.name")}</h1>
      <span class="tablet-place num">{own ? coordinates(lon, lat) : say("field.noPlace")}</span>
      {since === null ? (
        <span class="link-state">{say("field.online")}</span>
      ) : (
        <span class="link-state link-off num">
          {say("field.offline", { age: duration((realNow.value - since) / 1000) })}
        </span>
      )}
      <span class="num">{say("field.delivered", { count: delivered })}</span>
      <time class="tablet-clock num">{clockTime(incidentNow.value)}</time>
    </header>
  );
}
