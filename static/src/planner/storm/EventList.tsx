import { shownAt } from "../../shared/clock";
import { shortMoment } from "../../shared/format/moment";
import { inLanguage } from "../../shared/i18n/language";
import { CATALOGUE, type Key, say } from "../../shared/i18n/say";
import { stormEvents } from "../state/storm";
import { goTo } from "../state/view";
import "./block.css";
import "./events.css";

const WIDE_ZOOM = 6;

/** Lines crossed, landfall, stall, loop, turn: what happened, and what the forecast awaits. */
export function EventList() {
  const events = [...stormEvents.value].sort(
    (a, b) => Date.parse(b.valid_at) - Date.parse(a.valid_at),
  );
  return (
    <section class="block">
      <header>
        <h3>{say("typhoon.events")}</h3>
      </header>
      {events.length === 0 && <p class="quiet">{say("typhoon.events.none")}</p>}
      <ul class="storm-events">
        {events.map((event) => {
          const { lon, lat } = event;
          return (
            <li key={`${event.kind}${event.valid_at}${event.agency}`}>
              <button
                type="button"
                disabled={lon === null || lat === null}
                onClick={() => lon !== null && lat !== null && goTo(lon, lat, WIDE_ZOOM)}
              >
                <time class="num">{shortMoment(Date.parse(event.valid_at), shownAt.value)}</time>
                <b>{eventName(event.kind)}</b>
                <span>
                  {inLanguage(event.text)} · {event.agency}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** The name of a kind; a kind this screen does not know yet keeps its own. */
export function eventName(kind: string): string {
  const key = `typhoon.event.${kind}`;
  return key in CATALOGUE.zh ? say(key as Key) : kind;
}
