import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { incidentNow } from "../../shared/clock";
import { duration } from "../../shared/format/duration";
import { clockTime, shortMoment } from "../../shared/format/moment";
import { count } from "../../shared/format/number";
import { say } from "../../shared/i18n/say";
import type { HouseholdState } from "../../shared/people/types";
import { Gauge } from "../../shared/ui/Gauge";
import { choose, current, type Door, doneCount, doors, dueBy, households, report } from "./store";
import "./doors.css";

/** My households: how far, until when, door by door; one of them open for its answer. */
export function Doors() {
  return (
    <section class="doors">
      <Progress />
      <ol>
        {doors.value.map((door) =>
          door.line_id === current.value?.line_id ? (
            <Open key={door.line_id} door={door} />
          ) : (
            <Row key={door.line_id} door={door} />
          ),
        )}
      </ol>
    </section>
  );
}

function Progress() {
  const all = households.value.length;
  const due = dueBy.value;
  const left = due === null ? null : (due - incidentNow.value) / 1000;
  return (
    <header>
      <p class="num">
        <b>{doneCount.value}</b>
        {say("field.doors.of", { count: all })}
      </p>
      <Gauge used={doneCount.value} capacity={all} label={say("field.doors")} />
      {due !== null && left !== null && (
        <p class="doors-due num">
          <strong>{say("people.dueBy", { time: shortMoment(due, incidentNow.value) })}</strong>
          <span>
            {left < 0
              ? say("field.doors.late", { time: duration(-left) })
              : say("field.doors.left", { time: duration(left) })}
          </span>
        </p>
      )}
    </header>
  );
}

function Row({ door }: { door: Door }) {
  const { line, persons } = door.told;
  return (
    <li>
      <button type="button" class="door-row" data-done={door.done} onClick={() => choose(door)}>
        <i aria-hidden="true">{door.done ? "✓" : "□"}</i>
        <b class="num">{line.house_number ?? say("people.unregistered")}</b>
        <span class="door-name">{persons.head || line.village}</span>
        <span class="num">{say("people.count", { count: count(line.people) })}</span>
        <Standing door={door} />
      </button>
    </li>
  );
}

/** What stands of a door, and whether it has gone out. */
function Standing({ door }: { door: Door }) {
  const { line } = door.told;
  const { own } = door;
  const time = door.at === null ? "" : clockTime(Date.parse(door.at));
  if (line.contradicted && own?.state !== "pending")
    return <span class="door-two">■ {say("people.twoSaid")}</span>;
  if (door.state === "listed" && own === null)
    return <span class="door-said">{say("people.state.listed")}</span>;
  return (
    <span class="door-said num">
      <span>{say(`people.state.${door.state}`)}</span>{" "}
      <span data-state={own?.state ?? "delivered"}>
        {own !== null && <b>{say(`field.state.${own.state}`)}</b>} {time}
      </span>
    </span>
  );
}

const ANSWERS = ["collective", "dispersed", "refused", "unreachable"] as const;

/** The open door: who, with whom, where to, and four answers of one tap each. Where somebody frail
 * goes is asked for: a list closes only when that is known. */
function Open({ door }: { door: Door }) {
  const box = useRef<HTMLLIElement>(null);
  const place = useSignal("");
  const { line, persons } = door.told;
  useEffect(() => box.current?.scrollIntoView({ block: "nearest" }), [door.line_id]);
  return (
    <li class="door-open" ref={box}>
      <header>
        <b class="num">{line.house_number ?? say("people.unregistered")}</b>
        <strong>{persons.head || line.village}</strong>
        <span class="num">{say("people.count", { count: count(line.people) })}</span>
        {line.contradicted && <span class="door-two">■ {say("people.twoSaid")}</span>}
        {line.mobility_limited > 0 && (
          <span class="door-two num">
            ■ {say("people.frail", { count: count(line.mobility_limited) })}
          </span>
        )}
      </header>
      <p>
        {persons.helper !== "" && <span>{say("people.helper", { name: persons.helper })}</span>}
        {line.shelter !== null && <span>{say("field.doors.to", { place: line.shelter })}</span>}
        {line.vehicle !== null && <span>{line.vehicle}</span>}
        {persons.phones.map((phone) => (
          <a key={phone} class="num" href={`tel:${phone}`}>
            {phone}
          </a>
        ))}
      </p>
      {line.mobility_limited > 0 && (
        <input
          aria-label={say("field.doors.place")}
          placeholder={say("field.doors.place")}
          maxLength={60}
          value={place.value}
          onInput={(event) => {
            place.value = event.currentTarget.value;
          }}
        />
      )}
      <div class="door-answers">
        {ANSWERS.map((state) => (
          <button
            key={state}
            type="button"
            aria-pressed={door.state === state}
            onClick={() => void report(door, state, placeFor(state, place.peek()))}
          >
            <strong>{say(`field.doors.${state}`)}</strong>
            <span>{say(`field.doors.${state}.more`)}</span>
          </button>
        ))}
      </div>
    </li>
  );
}

const placeFor = (state: HouseholdState, place: string): string =>
  state === "collective" || state === "dispersed" ? place.trim() : "";
