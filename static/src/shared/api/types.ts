// Shapes of the HTTP API. Times are ISO 8601 in UTC; null is missing.

import type { LayerSpecification } from "maplibre-gl";
import type { MapLayer as LayerAnswer } from "./generated";

export type Position = [number, number];

export type {
  Bulletins,
  Card,
  CurrentIncident as Incident,
  FeedStatus as Feed,
  GeoPolygon as Polygon,
  LegendLine as LegendEntry,
  ListedIncident,
  Match as SearchResult,
  NearShelter as NearestShelter,
  ResponseInForce as Response,
  StandingTrouble as Trouble,
  Summary,
} from "./generated";

/** A layer with its style, which is MapLibre's own form. */
export type MapLayer = Omit<LayerAnswer, "style"> & { style: LayerSpecification[] };

export interface LiveEvent {
  seq: number;
  kind: string;
  subject: string;
  payload: Record<string, unknown>;
  valid_at: string;
}
