import type { GroundLook, View } from "./paint";

/** To the worker: where the coast is and how it looks, then one view after another. */
export type ToPainter =
  | { kind: "begin"; look: GroundLook; land: string; region: string }
  | { kind: "paint"; view: View; sequence: number };

/** From the worker: the two pictures of a view, and what they cost. */
export interface Painted {
  view: View;
  sequence: number;
  sea: ImageBitmap;
  land: ImageBitmap;
  tookMs: number;
}
