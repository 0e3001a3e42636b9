import type { Map as MapLibre } from "maplibre-gl";
import type { Zone } from "../../shared/api/zone_types";
import { count } from "../../shared/format/number";
import { zonesByStart } from "../../shared/incident/store";
import { MovedGauge } from "../../shared/people/MovedGauge";
import type { RollCallView } from "../../shared/people/types";
import { listOf } from "../side/Moved";
import { Left, Margin } from "../side/Zones";
import { map } from "./instance";
import { type Card, type Place, placeCard } from "./placement";
import "./callouts.css";

const MOST = 7;
const HEIGHT = { planned: 150, moving: 210 };
const WIDTH = { least: 400, most: 860, tag: 110, narrow: 28, wide: 52 };
const REACH = 420;

/** Name and time left of each zone, tied to it by a line; none covers another. */
export function Callouts({ unit }: { unit: number }) {
  const made = map.value;
  if (made === null) return null;
  const { clientWidth: width, clientHeight: height } = made.getContainer();
  const cards: Card[] = [];
  const shown = zonesByStart.value.slice(0, MOST).map((zone) => {
    const anchor = anchorOf(made, zone);
    const list = listOf(zone.zone_id);
    const tall = HEIGHT[list === undefined ? "planned" : "moving"];
    const size = { width: widthOf(zone.name) * unit, height: tall * unit };
    const card = placeCard(anchor, size, cards, { width, height }, REACH * unit);
    cards.push(card);
    return { zone, list, anchor, card };
  });
  return (
    <>
      <svg class="leaders" aria-hidden="true">
        {shown.map(({ zone, anchor, card }) => {
          const right = card.x > anchor.x;
          return (
            <line
              key={zone.zone_id}
              x1={anchor.x}
              y1={anchor.y}
              x2={right ? card.x : card.x + card.width}
              y2={card.y + card.height / 2}
            />
          );
        })}
      </svg>
      {shown.map(({ zone, list, anchor, card }) => (
        <div
          key={zone.zone_id}
          class={`callout ${card.x > anchor.x ? "callout-right" : "callout-left"}`}
          style={{ transform: `translate(${card.x}px, ${card.y}px)`, width: `${card.width}px` }}
        >
          <p>
            <span class="zone-tag num">{zone.number}</span>
            <strong>{zone.name}</strong>
          </p>
          {list === undefined ? <Margin zone={zone} /> : <Moving list={list} />}
        </div>
      ))}
    </>
  );
}

/** An ordered zone says what its line at the side says: time left, moved of those due. */
function Moving({ list }: { list: RollCallView }) {
  const { moved, due } = list.tally;
  return (
    <>
      <Left list={list} />
      <p class="callout-moved">
        <MovedGauge tally={list.tally} />
        <b class="num">{count(moved)}</b>
        <span class="quiet num">/ {count(due)}</span>
      </p>
    </>
  );
}

/** Wide enough for the whole name: a cut one may be another zone's. */
function widthOf(name: string): number {
  const letters = [...name].map((each) => (each < "\u2000" ? WIDTH.narrow : WIDTH.wide));
  const needed = letters.reduce((sum, each) => sum + each, WIDTH.tag);
  return Math.min(WIDTH.most, Math.max(WIDTH.least, needed));
}

function anchorOf(made: MapLibre, zone: Zone): Place {
  const ring = zone.polygon.coordinates[0] ?? [];
  const corners = ring.slice(1);
  const sum = corners.reduce<[number, number]>(([x, y], [lon, lat]) => [x + lon, y + lat], [0, 0]);
  const n = Math.max(1, corners.length);
  return made.project([sum[0] / n, sum[1] / n]);
}
