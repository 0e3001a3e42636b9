import type { Feed } from "../../shared/api/types";
import { realNow } from "../../shared/clock";
import { duration } from "../../shared/format/duration";
import { count } from "../../shared/format/number";
import { inLanguage } from "../../shared/i18n/language";
import { say } from "../../shared/i18n/say";
import { Plate } from "../../shared/ui/Plate";
import { SlowPlate } from "../../shared/ui/SlowPlate";
import { usePopover } from "../../shared/ui/usePopover";
import { link } from "../state/store";

/** Every feed's age; what is silent says so. A click opens the counters. */
export function Feeds() {
  const { open, box } = usePopover();
  return (
    <div class="feeds" ref={box}>
      <button
        type="button"
        aria-expanded={open.value}
        onClick={() => {
          open.value = !open.value;
        }}
      >
        <span class="visually-hidden">{say("feeds.title")} </span>
        <Connection />
        {link.lostSince.value === null &&
          worstFirst(link.feeds.value).map((feed) => <FeedMark key={feed.id} feed={feed} />)}
      </button>
      {open.value && <Counters />}
    </div>
  );
}

const ORDER = ["silent", "stale", "fine"];
/** The bar has room for a few: those that matter stand first. A lost link is one line by itself. */
const worstFirst = (feeds: Feed[]) =>
  [...feeds].sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));

function Connection() {
  const since = link.lostSince.value;
  if (since !== null) {
    const age = duration((realNow.value - since) / 1000);
    return <Plate severity="yellow">{say("link.lost", { age })}</Plate>;
  }
  const slowMs = link.slowMs.value;
  if (slowMs !== null) return <SlowPlate ageMs={slowMs} />;
  return link.state.value === "connecting" ? <span>{say("link.connecting")}</span> : null;
}

const shortName = (feed: Feed) => inLanguage(feed.title).replace(/[（(](.*)[）)]/, " $1");

function FeedMark({ feed }: { feed: Feed }) {
  const age = feed.age_s === null ? null : duration(feed.age_s);
  const name = shortName(feed);
  if (feed.state === "fine" && age !== null) {
    return (
      <span class="feed">
        {name} <b class="num">{age}</b>
      </span>
    );
  }
  const words = age === null ? say("feeds.never") : say("feeds.age", { age });
  return (
    <Plate severity={feed.state === "silent" ? "orange" : "yellow"}>
      {name} {words}
    </Plate>
  );
}

function Counters() {
  const feeds = link.feeds.value;
  return (
    <div class="popover feed-counters">
      {feeds.length === 0 && <p>{say("feeds.unknown")}</p>}
      <table>
        <thead>
          <tr>
            <th>{say("feeds.title")}</th>
            <th>{say("feeds.stored")}</th>
            <th>{say("feeds.duplicate")}</th>
            <th>{say("feeds.rejected")}</th>
            <th>{say("feeds.undecodable")}</th>
            <th>{say("feeds.gone")}</th>
          </tr>
        </thead>
        <tbody>
          {feeds.map((feed) => (
            <tr key={feed.id}>
              <th>
                {inLanguage(feed.title)} · {say(`feeds.state.${feed.state}`)}
              </th>
              <td>{count(feed.counters.stored)}</td>
              <td>{count(feed.counters.duplicate)}</td>
              <td>
                {count(total(feed.counters.rejected))} <small>{reasons(feed)}</small>
              </td>
              <td>{count(feed.counters.undecodable)}</td>
              <td title={partsGone(feed)}>{count(total(gone(feed)))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const total = (parts: Record<string, number>) =>
  Object.values(parts).reduce((sum, part) => sum + part, 0);
const GONE = ["lost", "refused", "unproven", "flooded", "dropped", "foreign"] as const;
/** What was neither kept nor judged, by why; all of 0 left out. */
const gone = (feed: Feed): Record<string, number> =>
  Object.fromEntries(
    GONE.map((why) => [why, feed.counters[why]] as const).filter(([, n]) => n > 0),
  );
const partsGone = (feed: Feed) =>
  Object.entries(gone(feed))
    .map(([why, times]) => `${why} ${count(times)}`)
    .join("\n");
const reasons = (feed: Feed) =>
  Object.entries(feed.counters.rejected)
    .map(([reason, times]) => `${reason} ${count(times)}`)
    .join(" · ");
