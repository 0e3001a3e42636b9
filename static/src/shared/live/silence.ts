const BEAT_AT_MOST_MS = 2000;

/** How long the server has not been heard while this page was awake to hear it.

A main thread that draws for ten seconds hears nothing and runs no timer either: such a beat counts
for two seconds at most, for what came meanwhile is still waiting behind it. */
export class Silence {
  private silentMs = 0;
  private beatMs: number | null = null;

  hear(): void {
    this.silentMs = 0;
  }

  /** Count the time since the last beat; gives the silence so far. */
  beat(nowMs: number): number {
    const since = this.beatMs === null ? 0 : nowMs - this.beatMs;
    this.beatMs = nowMs;
    this.silentMs += Math.min(Math.max(since, 0), BEAT_AT_MOST_MS);
    return this.silentMs;
  }
}
