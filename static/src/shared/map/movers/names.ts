// Names of the movers in view, at most 300: asked for when the map rests, moved once a second.

import type { GeoJSONSource, Map as MapLibre } from "maplibre-gl";
import { get } from "../../api/client";
import type { Movers } from "../../live/movers";
import { token } from "../../theme/theme";
import { PLACE_FONT } from "../basemap";
import { addLayerAt, Z } from "../order";

const SOURCE = "mover-names";
const FROM_ZOOM = 12;
const MOST = 300;

interface Named {
  vessel_id: number;
  name: string | null;
}

export class MoverNames {
  private readonly names = new Map<number, string>();
  private readonly timer: ReturnType<typeof setInterval>;
  private stale = true;

  constructor(
    private readonly map: MapLibre,
    private readonly movers: Movers,
  ) {
    map.addSource(SOURCE, { type: "geojson", data: { type: "FeatureCollection", features: [] } });
    addLayerAt(map, layer(), Z.moverNames);
    map.on("moveend", () => void this.ask());
    this.timer = setInterval(() => this.draw(), 1000);
    void this.ask();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Positions changed; the next beat moves the names. */
  moved(): void {
    this.stale = true;
  }

  private async ask(): Promise<void> {
    if (this.map.getZoom() < FROM_ZOOM) return;
    const box = this.map.getBounds().toArray().flat().join(",");
    const found = await get("/layers/vessels/features", { bbox: box, limit: MOST }).catch(
      () => null, // names are an extra: the hulls stay, the next rest asks again
    );
    for (const { properties } of found?.features ?? []) {
      const { vessel_id, name } = properties as unknown as Named;
      if (name !== null) this.names.set(vessel_id, name);
    }
    this.stale = true;
  }

  private draw(): void {
    const source = this.map.getSource(SOURCE) as GeoJSONSource | undefined;
    if (!this.stale || source === undefined || this.map.getZoom() < FROM_ZOOM) return;
    this.stale = false;
    source.setData({ type: "FeatureCollection", features: this.features() });
  }

  private features(): GeoJSON.Feature[] {
    const bounds = this.map.getBounds();
    const features: GeoJSON.Feature[] = [];
    for (let slot = 0; slot < this.movers.count && features.length < MOST; slot += 1) {
      const name = this.names.get(this.movers.id[slot] ?? 0);
      const place: [number, number] = [this.movers.lon[slot] ?? 0, this.movers.lat[slot] ?? 0];
      if (name === undefined || !bounds.contains(place)) continue;
      features.push({
        type: "Feature",
        geometry: { type: "Point", coordinates: place },
        properties: { name },
      });
    }
    return features;
  }
}

function layer() {
  return {
    id: SOURCE,
    type: "symbol" as const,
    source: SOURCE,
    minzoom: FROM_ZOOM,
    layout: {
      "text-field": ["get", "name"] as ["get", string],
      "text-font": PLACE_FONT,
      "text-size": 11,
      "text-anchor": "left" as const,
      "text-offset": [1, 0] as [number, number],
    },
    paint: {
      "text-color": token("t2"),
      "text-halo-color": token("halo"),
      "text-halo-width": 1.6,
    },
  };
}
