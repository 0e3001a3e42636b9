// Frame v1 of the live stream: see app/positions/frames.py for the layout.

export const HEADER_BYTES = 32;
export const MOVER_BYTES = 20;
export const MISSING = 65535;
const MAGIC = 0x48;
const VERSION = 1;

export const Flag = { SNAPSHOT: 1, LAST: 2, GONE: 4 } as const;

export interface Frame {
  flags: number;
  tile: { z: number; x: number; y: number };
  epoch: number;
  seq: number;
  incidentMs: number;
  id: Uint32Array;
  /** Degrees × 1e7. */
  lon: Int32Array;
  lat: Int32Array;
  /** Incident seconds since the fix; 65535: more. */
  age: Uint16Array;
  /** 0.1 kn and 0.1°; 65535 missing. */
  sog: Uint16Array;
  bow: Uint16Array;
  kind: Uint8Array;
  state: Uint8Array;
}

/** The frames of a message. Throws RangeError for anything else. */
export function decodeMessage(message: ArrayBuffer): Frame[] {
  const frames: Frame[] = [];
  let at = 0;
  while (at < message.byteLength) {
    const frame = decodeFrame(message, at);
    frames.push(frame);
    at += HEADER_BYTES + frame.id.length * MOVER_BYTES;
  }
  return frames;
}

function decodeFrame(message: ArrayBuffer, at: number): Frame {
  if (message.byteLength - at < HEADER_BYTES) throw new RangeError("a frame is cut short");
  const view = new DataView(message, at);
  if (view.getUint8(0) !== MAGIC || view.getUint8(1) !== VERSION) {
    throw new RangeError("not a frame of version 1");
  }
  const n = view.getUint32(28, true);
  if (message.byteLength - at < HEADER_BYTES + n * MOVER_BYTES) {
    throw new RangeError("a frame is cut short");
  }
  return {
    flags: view.getUint8(2),
    tile: { z: view.getUint8(3), x: view.getUint32(20, true), y: view.getUint32(24, true) },
    epoch: view.getUint32(4, true),
    seq: view.getUint32(8, true),
    incidentMs: view.getFloat64(12, true),
    ...columns(message, at + HEADER_BYTES, n),
  };
}

/** Columns are copied: a frame may start at any byte, typed arrays may not. */
function columns(message: ArrayBuffer, at: number, n: number) {
  const body = message.slice(at, at + n * MOVER_BYTES);
  return {
    id: new Uint32Array(body, 0, n),
    lon: new Int32Array(body, 4 * n, n),
    lat: new Int32Array(body, 8 * n, n),
    age: new Uint16Array(body, 12 * n, n),
    sog: new Uint16Array(body, 14 * n, n),
    bow: new Uint16Array(body, 16 * n, n),
    kind: new Uint8Array(body, 18 * n, n),
    state: new Uint8Array(body, 19 * n, n),
  };
}
