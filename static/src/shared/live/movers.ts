import { VesselKind } from "../api/generated";
import { mercatorY } from "../mercator";
import { Flag, type Frame, MISSING } from "./frame";

export { State } from "../api/generated";

/** Kinds by their number in a frame, as the server has them. */
export const KINDS = Object.keys(VesselKind).map((name) => name.toLowerCase()) as Lowercase<
  keyof typeof VesselKind
>[];

/** One mover; a missing bow or speed is NaN. */
export interface Mover {
  id: number;
  lon: number;
  lat: number;
  bow: number;
  sog: number;
  kind: number;
  state: number;
  fixMs: number;
}

/** Last known state of every mover in view: columns with a stable slot for each. */
export class Movers {
  count = 0;
  /** Grows with every change; who draws compares it. */
  version = 0;
  id = new Uint32Array(1024);
  lon = new Float64Array(1024);
  lat = new Float64Array(1024);
  bow = new Float32Array(1024);
  sog = new Float32Array(1024);
  kind = new Uint8Array(1024);
  state = new Uint8Array(1024);
  /** Incident unix ms of the fix; exact to a second, older than 18 h is "more". */
  fixMs = new Float64Array(1024);
  private readonly slots = new Map<number, number>();

  slotOf(id: number): number | undefined {
    return this.slots.get(id);
  }

  /** Forget everyone (another epoch: the server's picture was made anew). */
  clear(): void {
    this.count = 0;
    this.slots.clear();
    this.version += 1;
  }

  /** Take a frame in. */
  apply(frame: Frame): void {
    if ((frame.flags & Flag.GONE) !== 0) {
      this.dropListed(frame);
    } else {
      if ((frame.flags & Flag.SNAPSHOT) !== 0) this.dropUnlisted(frame);
      for (let i = 0; i < frame.id.length; i += 1) this.put(frame, i);
    }
    this.version += 1;
  }

  /** Drop everyone outside the box: the server no longer tells of them. */
  keepWithin(west: number, south: number, east: number, north: number): void {
    for (let slot = this.count - 1; slot >= 0; slot -= 1) {
      const lon = this.lon[slot] ?? 0;
      const lat = this.lat[slot] ?? 0;
      if (lon < west || lon > east || lat < south || lat > north) this.drop(slot);
    }
    this.version += 1;
  }

  /** Put one mover where it is. */
  place(mover: Mover): void {
    const slot = this.slotFor(mover.id);
    this.lon[slot] = mover.lon;
    this.lat[slot] = mover.lat;
    this.bow[slot] = mover.bow;
    this.sog[slot] = mover.sog;
    this.kind[slot] = mover.kind;
    this.state[slot] = mover.state;
    this.fixMs[slot] = mover.fixMs;
    this.version += 1;
  }

  private put(frame: Frame, i: number): void {
    const bow = frame.bow[i] ?? MISSING;
    const sog = frame.sog[i] ?? MISSING;
    this.place({
      id: frame.id[i] ?? 0,
      lon: (frame.lon[i] ?? 0) / 1e7,
      lat: (frame.lat[i] ?? 0) / 1e7,
      bow: bow === MISSING ? Number.NaN : bow / 10,
      sog: sog === MISSING ? Number.NaN : sog / 10,
      kind: frame.kind[i] ?? 0,
      state: frame.state[i] ?? 0,
      fixMs: frame.incidentMs - (frame.age[i] ?? 0) * 1000,
    });
  }

  private slotFor(id: number): number {
    const known = this.slots.get(id);
    if (known !== undefined) return known;
    if (this.count === this.id.length) this.grow();
    const slot = this.count;
    this.count += 1;
    this.id[slot] = id;
    this.slots.set(id, slot);
    return slot;
  }

  /** The last one moves into the slot that falls empty. */
  private drop(slot: number): void {
    this.slots.delete(this.id[slot] ?? 0);
    this.count -= 1;
    const last = this.count;
    if (slot === last) return;
    for (const column of this.columns()) column[slot] = column[last] ?? 0;
    this.slots.set(this.id[slot] ?? 0, slot);
  }

  /** They are no longer for this screen: out of its county's waters, or of another register. */
  private dropListed(frame: Frame): void {
    for (const id of frame.id) {
      const slot = this.slots.get(id);
      if (slot !== undefined) this.drop(slot);
    }
  }

  private dropUnlisted(frame: Frame): void {
    const listed = new Set(frame.id);
    const scale = 2 ** frame.tile.z;
    for (let slot = this.count - 1; slot >= 0; slot -= 1) {
      if (listed.has(this.id[slot] ?? 0)) continue;
      const x = Math.floor((((this.lon[slot] ?? 0) + 180) / 360) * scale);
      if (x !== frame.tile.x) continue;
      if (Math.floor(mercatorY(this.lat[slot] ?? 0) * scale) === frame.tile.y) this.drop(slot);
    }
  }

  private columns() {
    return [
      this.id, this.lon, this.lat, this.bow, this.sog, this.kind, this.state, this.fixMs,
    ]; // biome-ignore format: one line
  }

  private grow(): void {
    const size = this.id.length * 2;
    this.id = grown(this.id, new Uint32Array(size));
    this.lon = grown(this.lon, new Float64Array(size));
    this.lat = grown(this.lat, new Float64Array(size));
    this.bow = grown(this.bow, new Float32Array(size));
    this.sog = grown(this.sog, new Float32Array(size));
    this.kind = grown(this.kind, new Uint8Array(size));
    this.state = grown(this.state, new Uint8Array(size));
    this.fixMs = grown(this.fixMs, new Float64Array(size));
  }
}

function grown<T extends { set(from: T): void }>(from: T, to: T): T {
  to.set(from);
  return to;
}
