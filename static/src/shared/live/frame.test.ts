import { describe, expect, it } from "vitest";
import { decodeMessage, Flag, HEADER_BYTES, MISSING, MOVER_BYTES } from "./frame";
import { Movers } from "./movers";

interface Row {
  id: number;
  lon: number;
  lat: number;
  age?: number;
  sog?: number;
  bow?: number;
  kind?: number;
  state?: number;
}

/** A frame as the server packs it (app/positions/frames.py). */
function packed(rows: Row[], flags = 0, epoch = 7, tile = { z: 9, x: 429, y: 211 }): Uint8Array {
  const n = rows.length;
  const bytes = new Uint8Array(HEADER_BYTES + n * MOVER_BYTES);
  const view = new DataView(bytes.buffer);
  bytes.set([0x48, 1, flags, tile.z]);
  view.setUint32(4, epoch, true);
  view.setUint32(8, 41, true);
  view.setFloat64(12, 1_436_465_437_000, true);
  [tile.x, tile.y, n].forEach((value, i) => {
    view.setUint32(20 + i * 4, value, true);
  });
  rows.forEach((row, i) => {
    view.setUint32(HEADER_BYTES + 4 * i, row.id, true);
    view.setInt32(HEADER_BYTES + 4 * n + 4 * i, Math.round(row.lon * 1e7), true);
    view.setInt32(HEADER_BYTES + 8 * n + 4 * i, Math.round(row.lat * 1e7), true);
    view.setUint16(HEADER_BYTES + 12 * n + 2 * i, row.age ?? 0, true);
    view.setUint16(HEADER_BYTES + 14 * n + 2 * i, row.sog ?? MISSING, true);
    view.setUint16(HEADER_BYTES + 16 * n + 2 * i, row.bow ?? MISSING, true);
    bytes[HEADER_BYTES + 18 * n + i] = row.kind ?? 0;
    bytes[HEADER_BYTES + 19 * n + i] = row.state ?? 0;
  });
  return bytes;
}

function message(...frames: Uint8Array[]): ArrayBuffer {
  const whole = new Uint8Array(frames.reduce((sum, frame) => sum + frame.length, 0));
  let at = 0;
  for (const frame of frames) {
    whole.set(frame, at);
    at += frame.length;
  }
  return whole.buffer;
}

describe("decodeMessage", () => {
  it("gives back every column of every frame, also of one that starts at an odd byte", () => {
    const row = {
      id: 42,
      lon: 122.3012345,
      lat: 29.9455,
      age: 90,
      sog: 83,
      bow: 2715,
      kind: 1,
      state: 16,
    };
    const [first, second] = decodeMessage(message(packed([row]), packed([row, row], Flag.LAST)));
    expect(first?.tile).toEqual({ z: 9, x: 429, y: 211 });
    expect([first?.epoch, first?.seq, first?.incidentMs]).toEqual([7, 41, 1_436_465_437_000]);
    expect(second?.flags).toBe(Flag.LAST);
    expect([...(second?.lon ?? [])]).toEqual([1_223_012_345, 1_223_012_345]);
    expect([
      second?.age[1],
      second?.sog[1],
      second?.bow[1],
      second?.kind[1],
      second?.state[1],
    ]).toEqual([90, 83, 2715, 1, 16]);
  });

  it("refuses what is cut short or not a frame", () => {
    expect(() => decodeMessage(packed([{ id: 1, lon: 0, lat: 0 }]).slice(0, 40).buffer)).toThrow(
      RangeError,
    );
    expect(() => decodeMessage(new Uint8Array(32).buffer)).toThrow(RangeError);
  });
});

describe("Movers", () => {
  it("drops this tile's movers that a snapshot does not list, and no others", () => {
    const movers = new Movers();
    const apply = (bytes: Uint8Array) => {
      for (const frame of decodeMessage(message(bytes))) movers.apply(frame);
    };
    apply(
      packed([
        { id: 1, lon: 122.0, lat: 29.9 },
        { id: 2, lon: 122.05, lat: 29.92 },
        { id: 3, lon: 124, lat: 31 },
      ]),
    );
    const x = Math.floor(((122 + 180) / 360) * 512);
    const y = 211;
    apply(packed([{ id: 2, lon: 122.06, lat: 29.92 }], Flag.SNAPSHOT, 7, { z: 9, x, y }));
    expect(movers.count).toBe(2);
    expect(movers.slotOf(1)).toBeUndefined();
    expect(movers.lon[movers.slotOf(2) ?? 0]).toBeCloseTo(122.06, 6);
    expect(movers.slotOf(3)).toBeDefined();
  });

  it("drops those that are gone wherever they are, and draws none of them", () => {
    const movers = new Movers();
    const apply = (bytes: Uint8Array) => {
      for (const frame of decodeMessage(message(bytes))) movers.apply(frame);
    };
    apply(
      packed([
        { id: 1, lon: 122.0, lat: 29.9 },
        { id: 2, lon: 124, lat: 31 },
      ]),
    );
    const world = { z: 0, x: 0, y: 0 };
    apply(
      packed(
        [1, 9].map((id) => ({ id, lon: 0, lat: 0 })),
        Flag.GONE | Flag.LAST,
        7,
        world,
      ),
    );
    expect(movers.count).toBe(1);
    expect(movers.slotOf(1)).toBeUndefined();
    expect(movers.slotOf(9)).toBeUndefined();
    expect(movers.lon[movers.slotOf(2) ?? -1]).toBeCloseTo(124, 6);
  });

  it("keeps missing speed and bow missing, never 0", () => {
    const movers = new Movers();
    for (const frame of decodeMessage(message(packed([{ id: 1, lon: 122, lat: 30 }]))))
      movers.apply(frame);
    expect(movers.bow[0]).toBeNaN();
    expect(movers.sog[0]).toBeNaN();
  });

  it("grows past its first size without losing anyone", () => {
    const movers = new Movers();
    const rows = Array.from({ length: 3000 }, (_, i) => ({
      id: i + 1,
      lon: 122 + i / 1e4,
      lat: 30,
    }));
    for (const frame of decodeMessage(message(packed(rows)))) movers.apply(frame);
    expect(movers.count).toBe(3000);
    expect(movers.lon[movers.slotOf(2999) ?? 0]).toBeCloseTo(122.2998, 6);
  });
});
