// Where the vessels were at the moment looked at: from the track history, not from live frames.

import { effect } from "@preact/signals";
import type { Map as MapLibre } from "maplibre-gl";
import { get } from "../../shared/api/client";
import { following, incidentNow, shownAt } from "../../shared/clock";
import { KINDS, Movers } from "../../shared/live/movers";
import { boxOf } from "../../shared/map/create";
import type { MoverSheet } from "../../shared/map/movers/sheet";
import { isLayerShown, link } from "../state/store";
import { show } from "../zones/acts";

const WAIT_MS = 300;
const MOST = 10_000;

interface Past {
  features: {
    geometry: { coordinates: [number, number] } | null;
    properties: {
      vessel_id: number;
      kind: string;
      fix_at: string;
      sog_kn: number | null;
      cog_deg: number | null;
      heading_deg: number | null;
    };
  }[];
}

/** Draw the live fleet, or where it was at the moment looked at. The future has no positions. */
export function showFleet(map: MapLibre, sheet: MoverSheet): () => void {
  const past = new Movers();
  return effect(() => {
    const at = shownAt.value;
    const wanted = !following.value && at < incidentNow.peek() && isLayerShown("vessels");
    const live = following.value && isLayerShown("vessels");
    sheet.movers = live ? link.movers : wanted ? past : null;
    sheet.redraw();
    if (!wanted) return undefined;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      const query = { at: new Date(at).toISOString(), bbox: boxOf(map).join(","), limit: MOST };
      get("/layers/vessels/features", query, stop.signal)
        .then((answer) => {
          fill(past, answer as unknown as Past, at);
          sheet.redraw();
        })
        .catch(show);
    }, WAIT_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  });
}

function fill(movers: Movers, past: Past, at: number): void {
  movers.clear();
  for (const { geometry, properties } of past.features) {
    if (geometry === null) continue;
    movers.place({
      id: properties.vessel_id,
      lon: geometry.coordinates[0],
      lat: geometry.coordinates[1],
      bow: properties.heading_deg ?? properties.cog_deg ?? Number.NaN,
      sog: properties.sog_kn ?? Number.NaN,
      kind: Math.max(0, KINDS.indexOf(properties.kind as (typeof KINDS)[number])),
      state: 0,
      fixMs: Math.min(at, Date.parse(properties.fix_at)),
    });
  }
}
