import type { Map as MapLibre } from "maplibre-gl";
import type { Movers } from "../../live/movers";

const CELL_DEG = 0.02;

/** A grid over the movers, made when first asked after a change: a click need not scan them all. */
export class MoverGrid {
  private version = -1;
  private readonly cells = new Map<number, number[]>();

  constructor(private readonly movers: Movers) {}

  /** The slot of the mover nearest to a point of the screen, within `reachPx`. */
  nearest(map: MapLibre, point: { x: number; y: number }, reachPx: number): number | null {
    this.refresh();
    const low = map.unproject([point.x - reachPx, point.y + reachPx]);
    const high = map.unproject([point.x + reachPx, point.y - reachPx]);
    let best: number | null = null;
    let bestPx = reachPx;
    for (const slot of this.within(low.lng, low.lat, high.lng, high.lat)) {
      const at = map.project([this.movers.lon[slot] ?? 0, this.movers.lat[slot] ?? 0]);
      const away = Math.hypot(at.x - point.x, at.y - point.y);
      if (away <= bestPx) [best, bestPx] = [slot, away];
    }
    return best;
  }

  /** Slots inside a box of degrees. */
  *within(west: number, south: number, east: number, north: number): Generator<number> {
    this.refresh();
    for (let row = Math.floor(south / CELL_DEG); row <= Math.floor(north / CELL_DEG); row += 1) {
      for (let col = Math.floor(west / CELL_DEG); col <= Math.floor(east / CELL_DEG); col += 1) {
        yield* this.cells.get(cellKey(col, row)) ?? [];
      }
    }
  }

  private refresh(): void {
    if (this.version === this.movers.version) return;
    this.version = this.movers.version;
    this.cells.clear();
    for (let slot = 0; slot < this.movers.count; slot += 1) {
      const col = Math.floor((this.movers.lon[slot] ?? 0) / CELL_DEG);
      const key = cellKey(col, Math.floor((this.movers.lat[slot] ?? 0) / CELL_DEG));
      const cell = this.cells.get(key);
      if (cell === undefined) this.cells.set(key, [slot]);
      else cell.push(slot);
    }
  }
}

const cellKey = (col: number, row: number): number => col * 100_000 + row;
