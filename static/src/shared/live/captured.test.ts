import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { decodeMessage } from "./frame";
import { KINDS } from "./movers";

/** Packed by the server; `tests/unit/test_frame_on_both_sides.py` holds it to what the server packs now. */
const kept = JSON.parse(
  readFileSync(new URL("../../../../tests/data/live_message.json", import.meta.url), "utf-8"),
) as { hex: string; frames: Record<string, unknown>[] };

it("reads in the server's own bytes what the server reads in them", () => {
  const bytes = Uint8Array.from(kept.hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  const read = decodeMessage(bytes.buffer).map((frame) => ({
    tile: [frame.tile.z, frame.tile.x, frame.tile.y],
    epoch: frame.epoch,
    seq: frame.seq,
    incident_ms: frame.incidentMs,
    flags: frame.flags,
    id: [...frame.id],
    lon_e7: [...frame.lon],
    lat_e7: [...frame.lat],
    age: [...frame.age],
    sog: [...frame.sog],
    bow: [...frame.bow],
    kind: [...frame.kind],
    state: [...frame.state],
  }));
  expect(read).toEqual(kept.frames);
  expect(read.map(({ kind }) => kind.map((each) => KINDS[each]))).toEqual([
    ["fishing", "unknown"],
    ["net_buoy"],
  ]);
});
