import type { ProposedZone } from "../../shared/api/generated";
import { showBox } from "../state/view";

const ROOM_DEG = 0.02;

/** Move the map so that these are seen. */
export function showProposed(zones: readonly ProposedZone[]): void {
  const places = zones.flatMap((zone) => zone.polygon.coordinates[0] ?? []);
  if (places.length === 0) return;
  const lon = places.map((at) => at[0]);
  const lat = places.map((at) => at[1]);
  showBox([
    Math.min(...lon) - ROOM_DEG,
    Math.min(...lat) - ROOM_DEG,
    Math.max(...lon) + ROOM_DEG,
    Math.max(...lat) + ROOM_DEG,
  ]);
}
