// Shapes of administration, by the names that its pages know them by.

export type {
  AccountState,
  Answerable,
  DeviceEntry as Device,
  ListedPerson as Person,
  NewDevice,
  OneTimeLink,
  Purpose,
  TreeUnit,
  WaitingChange as SignerChange,
} from "../../shared/api/generated";
export { PURPOSE as PURPOSES } from "../../shared/api/generated";

import type { Answerable, TreeUnit } from "../../shared/api/generated";

export type Level = TreeUnit["level"];
export type Position = Answerable["position"];
export const POSITIONS: readonly Position[] = ["responsible", "deputy", "duty"];
