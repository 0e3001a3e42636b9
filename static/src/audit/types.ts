export type Result = "done" | "refused" | "failed";

export interface AuditEntry {
  audit_id: number;
  recorded_at: string;
  actor: string;
  role: string | null;
  unit_code: string | null;
  address: string | null;
  action: string;
  object: string;
  result: Result;
  detail: Record<string, unknown>;
}

export interface AuditPart {
  entries: AuditEntry[];
  more: boolean;
  /** Every action that was ever recorded. */
  actions: string[];
}

/** What the auditor asks for; empty is no condition. Times as the input writes them, Beijing. */
export interface Wanted {
  from: string;
  to: string;
  actor: string;
  action: string;
  object: string;
  result: string;
  q: string;
}

export const NOTHING: Wanted = {
  from: "",
  to: "",
  actor: "",
  action: "",
  object: "",
  result: "",
  q: "",
};
