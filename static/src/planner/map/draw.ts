// Drawing and changing a zone with terra-draw, by mouse and by finger.

import type { Map as MapLibre } from "maplibre-gl";
import { TerraDraw, TerraDrawPolygonMode, TerraDrawSelectMode } from "terra-draw";
import { TerraDrawMapLibreGLAdapter } from "terra-draw-maplibre-gl-adapter";
import type { Polygon, Position } from "../../shared/api/types";
import { token } from "../../shared/theme/theme";
import { draft, drawing, peopleBefore, preview, shownAnswer } from "../state/store";
import { setOutline } from "../zones/acts";
import { askPreview, endPreview } from "./preview";

type Hex = `#${string}`;
const hex = (name: string): Hex => token(name) as Hex;
const DIGITS = 6; // 0.1 m
const MOST_HANDLES = 600; // a handle each for thousands of corners would stand still

/** terra-draw on a map, in step with the store. */
export class Drawing {
  private readonly tool: TerraDraw;
  /** The draft's outline that is on the map, and how it reads after rounding. */
  private shown: Polygon | null = null;
  private loaded: Polygon | null = null;
  private dragging = false;

  constructor(map: MapLibre) {
    this.tool = new TerraDraw({
      adapter: new TerraDrawMapLibreGLAdapter({ map, coordinatePrecision: DIGITS }),
      modes: [polygonMode(), selectMode()],
    });
    this.tool.start();
    this.tool.on("change", (_ids, type) => {
      if (type === "update" || type === "create") this.changed();
    });
    this.tool.on("finish", () => this.finished());
    this.tool.setMode("select");
  }

  stop(): void {
    this.tool.stop();
  }

  /** Follow the store: a new drawing, another draft, or nothing. */
  sync(): void {
    if (drawing.value) {
      if (this.tool.getMode() !== "polygon") this.restart("polygon");
      return;
    }
    const polygon = draft.value?.polygon ?? null;
    if (polygon === this.shown && this.tool.getMode() === "select") return;
    this.restart("select");
    this.shown = polygon;
    if (polygon !== null) this.load(polygon);
  }

  private restart(mode: "polygon" | "select"): void {
    this.shown = null;
    this.loaded = null;
    this.tool.setMode(mode);
    this.tool.clear();
    // Letting the old outline go looks like a drag of it, under the zone that is chosen now.
    endPreview();
    this.dragging = false;
  }

  private load(polygon: Polygon): void {
    const rounded = polygon.coordinates.map((ring) => ring.map(roundedPlace));
    this.loaded = { type: "Polygon", coordinates: rounded };
    const id = this.tool.getFeatureId();
    const results = this.tool.addFeatures([
      {
        id,
        type: "Feature",
        geometry: { type: "Polygon", coordinates: rounded },
        properties: { mode: "polygon" },
      },
    ]);
    const corners = rounded.reduce((sum, ring) => sum + ring.length, 0);
    if (results[0]?.valid === true && corners <= MOST_HANDLES) this.tool.selectFeature(id);
  }

  /** The outline now: the drawn or selected polygon with at least three corners. */
  private outline(): Polygon | null {
    for (const feature of this.tool.getSnapshot()) {
      if (feature.geometry.type !== "Polygon" || feature.properties["mode"] !== "polygon") continue;
      const ring = feature.geometry.coordinates[0] ?? [];
      const corners = new Set(ring.map((at) => at.join())).size;
      if (corners >= 3) return { type: "Polygon", coordinates: [ring as Position[]] };
    }
    return null;
  }

  private changed(): void {
    const polygon = this.outline();
    if (polygon === null || (!drawing.value && same(polygon, this.loaded))) return;
    if (!this.dragging) {
      this.dragging = true;
      peopleBefore.value = shownAnswer.value?.exposure.land.people ?? null;
    }
    askPreview(polygon);
  }

  private finished(): void {
    const polygon = this.outline();
    this.dragging = false;
    endPreview();
    if (polygon === null || same(polygon, this.loaded)) return;
    const wasDrawing = drawing.value;
    if (!wasDrawing) {
      this.shown = polygon;
      this.loaded = polygon;
    }
    setOutline(polygon);
    if (preview.value !== null) preview.value = null;
  }
}

const roundedPlace = (at: Position): Position => [
  Number(at[0].toFixed(DIGITS)),
  Number(at[1].toFixed(DIGITS)),
];

const same = (a: Polygon, b: Polygon | null): boolean =>
  b !== null && JSON.stringify(a.coordinates) === JSON.stringify(b.coordinates);

function polygonMode(): TerraDrawPolygonMode {
  return new TerraDrawPolygonMode({
    keyEvents: { cancel: null, finish: "Enter" },
    styles: {
      fillColor: hex("accent"),
      fillOpacity: 0.16,
      outlineColor: hex("accent"),
      outlineWidth: 2,
      closingPointColor: hex("accent"),
      closingPointWidth: 6,
      closingPointOutlineColor: hex("panel"),
      closingPointOutlineWidth: 2,
    },
  });
}

function selectMode(): TerraDrawSelectMode {
  return new TerraDrawSelectMode({
    allowManualDeselection: false,
    keyEvents: { deselect: null, delete: null, rotate: null, scale: null },
    flags: {
      polygon: {
        feature: {
          draggable: false,
          coordinates: { midpoints: true, draggable: true, deletable: true },
        },
      },
    },
    styles: {
      selectedPolygonColor: hex("accent"),
      selectedPolygonFillOpacity: 0.16,
      selectedPolygonOutlineColor: hex("accent"),
      selectedPolygonOutlineWidth: 2.4,
      selectionPointColor: hex("panel"),
      selectionPointWidth: 5,
      selectionPointOutlineColor: hex("accent"),
      selectionPointOutlineWidth: 2,
      midPointColor: hex("accent"),
      midPointWidth: 3,
      midPointOutlineColor: hex("panel"),
      midPointOutlineWidth: 1,
    },
  });
}
