import type { LiveEvent } from "../../shared/api/types";
import { incidentNow } from "../../shared/clock";
import { shortMoment } from "../../shared/format/moment";
import { inLanguage, type Text } from "../../shared/i18n/language";
import { CATALOGUE, type Key, say } from "../../shared/i18n/say";
import { events } from "../state/store";
import { Change } from "./Change";
import "./events.css";

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
  const told = event.payload["text"] as Text | undefined;
  if (event.kind === "storm_event" && told !== undefined) return inLanguage(told);
  const step = event.kind === "task_changed" ? `.${event.payload["step"]}` : "";
  const key = `wall.event.${event.kind}${step}`;
  const count = Number(event.payload["tasks"] ?? 1);
  const text = key in CATALOGUE.zh ? say(key as Key, { rate, count }) : event.kind;
  return typeof name === "string" ? `${name} ${text}` : text;
}
