// Shapes of administration. Times are ISO 8601 in UTC; null is missing.

import type { Role, Unit } from "../shared/session/types";

export type Level = "city" | "county" | "functional_zone" | "township" | "village";

export interface TreeUnit extends Unit {
  level: Level;
  /** The unit above; a functional zone hangs below the city. */
  parent_code: string | null;
  /** Township codes of a functional zone. */
  members?: string[];
  accounts?: number;
}

export type AccountState = "active" | "new" | "locked" | "disabled";

export interface Person {
  account_id: number;
  name: string;
  display_name: string;
  unit: Unit;
  role: Role;
  state: AccountState;
  locked_until: string | null;
  totp: boolean;
  passkeys: number;
  last_seen_at: string | null;
}

/** A change of an account that signs, waiting for a second officer or its delay. */
export interface SignerChange {
  change_id: number;
  account_id: number;
  /** link, link+factors, enable, or a field with its value: role:commander. */
  change: string;
  asked_by: string;
  due_at: string;
  approved_by: string | null;
}

export interface OneTimeLink {
  link: string;
  qr_svg: string | null;
  expires_at: string;
}

export type Position = "responsible" | "deputy" | "duty";
export const POSITIONS: readonly Position[] = ["responsible", "deputy", "duty"];

export interface Answerable {
  position: Position;
  name: string;
  phone: string;
}

export type Purpose = "beidou" | "tablet" | "wall";
export const PURPOSES: readonly Purpose[] = ["tablet", "wall", "beidou"];

export interface Device {
  device_id: number;
  label: string;
  purpose: Purpose;
  unit: Unit;
  created_by: string;
  created_at: string;
  last_seen_at: string | null;
  revoked_at: string | null;
  /** A tablet that was scanned in at least once. */
  enrolled: boolean;
  view: string | null;
}

export interface NewDevice {
  device: Device;
  token: string | null;
  link: string | null;
  qr_svg: string | null;
}
