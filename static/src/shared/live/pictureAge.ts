const TICK_MS = 250;

/** How old the picture is: since the server's tick up to which it is complete, in real ms.

The server's clock counts; the least lag ever seen between it and ours stands for the difference
of the two, so that a message that waited for a busy main thread still has its true age. */
export class PictureAge {
  slow = false;
  private lagMs = Number.POSITIVE_INFINITY;
  private tick: { seq: number; realMs: number } | null = null;
  private completeMs: number | null = null;

  /** A new connection: nothing of the old one's ticks holds. */
  startAnew(): void {
    this.slow = false;
    this.lagMs = Number.POSITIVE_INFINITY;
    this.tick = null;
  }

  /** The server's tick: unless we are slow, everything before it has come. */
  hearTick(seq: number, realMs: number, nowMs: number): void {
    this.lagMs = Math.min(this.lagMs, nowMs - realMs);
    this.tick = { seq, realMs };
    if (!this.slow) this.completeMs = realMs;
  }

  /** The picture is complete up to this tick. */
  reach(seq: number): void {
    if (this.tick === null) return;
    const atMs = this.tick.realMs + (seq - this.tick.seq) * TICK_MS;
    this.completeMs = Math.max(this.completeMs ?? atMs, atMs);
  }

  /** Real ms; null before the first tick. */
  ageMs(nowMs: number): number | null {
    if (this.completeMs === null || this.tick === null) return null;
    return Math.max(0, nowMs - this.lagMs - this.completeMs);
  }
}
