import { signal } from "@preact/signals";
import type { Map as MapLibre } from "maplibre-gl";

/** The wall's map once it stands; what lies over it projects with it. */
export const map = signal<MapLibre | null>(null);
