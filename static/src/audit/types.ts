export type { AuditPage as AuditPart, Entry as AuditEntry } from "../shared/api/generated";
export type Result = import("../shared/api/generated").Entry["result"];

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
