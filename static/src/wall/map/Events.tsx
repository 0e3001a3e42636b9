import type { LiveEvent } from "../../shared/api/types";
import { incidentNow } from "../../shared/clock";
import { shortMoment } from "../../shared/format/moment";
import { type Key, say } from "../../shared/i18n/say";
import { events } from "../store";
import { Change } from "./Change";

/** What the last bulletin moved and the last three events, over quiet mainland. */
export function Events() {
  return (
    <div class="events">
      <Change />
      <ol class="num">
        {events.value.map((event) => (
          <li key={event.seq}>
            <time>{shortMoment(Date.parse(event.valid_at), incidentNow.value)}</time> {words(event)}
          </li>
        ))}
      </ol>
    </div>
  );
}

function words(event: LiveEvent): string {
  const rate = Number(event.payload["rate"] ?? 1);
  const name = event.payload["name"];
  const text = say(`wall.event.${event.kind}` as Key, { rate }) || event.kind;
  return typeof name === "string" ? `${name} ${text}` : text;
}
