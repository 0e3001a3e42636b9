import type { Map as MapLibre } from "maplibre-gl";
import { isSoftware } from "./software";

const WITHOUT_CARD_MS = 400;

/**
 * When a sheet is drawn: in the next frame. Without a graphics card not more often than the eye needs
 * for ships and storms, and not while the camera moves: the picture in hand goes along with it.
 */
export class Beat {
  private frame = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private drawnAt = 0;

  constructor(
    private readonly map: MapLibre,
    private readonly draw: () => void,
  ) {
    map.once("remove", () => this.stop());
  }

  /** Something changed. */
  ask(): void {
    if (!isSoftware()) return this.now();
    if (this.timer !== undefined || this.map.isMoving()) return;
    const wait = Math.max(0, this.drawnAt + WITHOUT_CARD_MS - performance.now());
    this.timer = setTimeout(() => this.now(), wait);
  }

  /** In the next frame, whatever it costs. */
  now(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.frame === 0) this.frame = requestAnimationFrame(() => this.at());
  }

  private at(): void {
    this.frame = 0;
    this.drawnAt = performance.now();
    this.draw();
  }

  private stop(): void {
    cancelAnimationFrame(this.frame);
    clearTimeout(this.timer);
  }
}
