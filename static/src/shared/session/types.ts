// Shapes of the session and of the own account. Times are ISO 8601 in UTC; null is missing.

export const ROLES = [
  "viewer",
  "planner",
  "commander",
  "field",
  "wall",
  "administrator",
  "security_administrator",
  "auditor",
] as const;
export type Role = (typeof ROLES)[number];

export type Permission =
  | "watch"
  | "view"
  | "export"
  | "report"
  | "reveal_personal"
  | "draw_zones"
  | "import_layers"
  | "import_typhoons"
  | "set_clock"
  | "open_incident"
  | "set_response"
  | "sign"
  | "configure"
  | "administer_units"
  | "administer_rights"
  | "read_audit"
  | "see_accounts";

export interface Unit {
  code: string;
  name: string;
}

/** A person, or a device standing for its unit. */
export interface Holder {
  name: string;
  display_name: string;
  role: Role;
  unit: Unit;
}

export interface Session {
  account: Holder | null;
  device: (Holder & { view: string | null }) | null;
  csrf: string;
  permissions: Permission[];
  locked: boolean;
  /** What opens the locked screen; a person of the office's own sign-in may have no password. */
  unlock_by: ("password" | "passkey")[];
  /** The office asks for a second factor that is not there: nothing opens but the own account. */
  owes_factor: boolean;
  /** Seconds without a person's act after which the screen locks; null: never (devices). */
  idle_s: number | null;
  expires_at: string | null;
}
