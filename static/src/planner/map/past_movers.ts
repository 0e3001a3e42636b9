// Where the vessels were at the moment looked at: from the track history, not from live frames.

import { effect } from "@preact/signals";
import type { Map as MapLibre } from "maplibre-gl";
import { get } from "../../shared/api/client";
import { following, incidentNow, shownAt } from "../../shared/clock";
import { KINDS, Movers } from "../../shared/live/movers";
import { boxOf } from "../../shared/map/create";
import { MoverLayer } from "../../shared/map/movers/layer";
import { addLayerAt, Z } from "../../shared/map/order";
import { show } from "../acts";
import { isLayerShown } from "../store";

const WAIT_MS = 300;
const HULL_PX = 12.5;
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

/** Draw past positions while another moment than now is looked at. The future has none. */
export function showPastMovers(map: MapLibre): () => void {
  const movers = new Movers();
  const layer = new MoverLayer(movers, HULL_PX);
  layer.shown = false;
  addLayerAt(map, { ...bound(layer), id: "past-movers" }, Z.movers);
  return effect(() => {
    const at = shownAt.value;
    const wanted = !following.value && at < incidentNow.peek() && isLayerShown("vessels");
    layer.shown = wanted;
    layer.redraw();
    if (!wanted) return undefined;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      const query = { at: new Date(at).toISOString(), bbox: boxOf(map).join(","), limit: MOST };
      get<Past>("/layers/vessels/features", query, stop.signal)
        .then((past) => {
          fill(movers, past, at);
          layer.redraw();
        })
        .catch(show);
    }, WAIT_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  });
}

/** A second layer of the same class under its own id. */
function bound(layer: MoverLayer) {
  return {
    type: layer.type,
    renderingMode: layer.renderingMode,
    onAdd: layer.onAdd.bind(layer),
    render: layer.render.bind(layer),
    onRemove: layer.onRemove.bind(layer),
  };
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
