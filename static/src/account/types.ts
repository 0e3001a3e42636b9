import type { PasswordPolicy } from "../shared/session/policy";
import type { Holder } from "../shared/session/types";

export interface OwnSession {
  session_id: string;
  address: string;
  agent: string;
  created_at: string;
  seen_at: string;
  current: boolean;
}

export interface Passkey {
  id: number | string;
  label: string;
  created_at: string;
  last_used_at: string | null;
}

/** `GET /account`. */
export interface OwnAccount {
  account: Holder;
  sessions: OwnSession[];
  passkeys: Passkey[];
  totp: boolean;
  password: {
    set_at: string | null;
    expires_at: string | null;
    expired: boolean;
    postponed: boolean;
    policy: PasswordPolicy;
  };
}
