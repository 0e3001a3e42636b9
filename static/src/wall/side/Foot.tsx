import type { Feed } from "../../shared/api/types";
import { duration } from "../../shared/format/duration";
import { count } from "../../shared/format/number";
import { inLanguage } from "../../shared/i18n/language";
import { say } from "../../shared/i18n/say";
import { summary } from "../../shared/incident/store";
import { Plate } from "../../shared/ui/Plate";
import { SlowPlate } from "../../shared/ui/SlowPlate";
import { link } from "../state/store";
import { Closures } from "./Closures";
import "./foot.css";

/** Places left in shelters, and whether what is shown can be trusted: every feed's age. */
export function Foot(props: { shelters: boolean; fine: boolean }) {
  const feeds = link.feeds.value.filter((feed) => props.fine || feed.state !== "fine");
  return (
    <>
      <Closures />
      {props.shelters && <Shelters />}
      <section class="side-feeds num">
        {feeds.map((feed) => (
          <FeedAge key={feed.id} feed={feed} />
        ))}
        <Connection />
      </section>
    </>
  );
}

function Connection() {
  if (link.state.value !== "open") return null;
  const slowMs = link.slowMs.value;
  if (slowMs === null) return <span>{say("wall.online")}</span>;
  return <SlowPlate ageMs={slowMs} />;
}

function Shelters() {
  const shelters = summary.value?.shelters;
  const unplaced = summary.value?.zones.unplaced ?? 0;
  return (
    <section class="side-shelters num">
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M2 12 12 3l10 9M5 10v11h14V10" />
      </svg>
      <span>{say("wall.shelters")}</span>
      <strong>{count(shelters?.["free"])}</strong>
      <span>{say("wall.shelters.seats")}</span>
      {unplaced > 0 ? (
        <Plate severity="orange">{say("wall.unplaced", { people: count(unplaced) })}</Plate>
      ) : (
        <span class="quiet">{say("wall.shelters.open", { open: count(shelters?.["open"]) })}</span>
      )}
    </section>
  );
}

function FeedAge({ feed }: { feed: Feed }) {
  const name = inLanguage(feed.title);
  const age = feed.age_s === null ? "—" : duration(feed.age_s);
  if (feed.state === "fine") {
    return (
      <span>
        {name} <b>{age}</b>
      </span>
    );
  }
  return (
    <Plate severity="yellow">
      {name} {feed.age_s === null ? say("feeds.never") : say("feeds.age", { age })}
    </Plate>
  );
}
