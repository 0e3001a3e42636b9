// Shapes of `/responses` and the rule tables. Times are ISO 8601 in UTC; null is missing.

import type { Recommendation } from "../../shared/api/wind_types";
import type { Text } from "../../shared/i18n/language";

/** A response of a unit; `level` null where the track has none. */
export interface Standing {
  activation_id: number;
  issuer_unit: string;
  unit_name: string;
  track: string;
  title: Text;
  level: number | null;
  started_at: string;
  basis_text: string;
}

/** What a signature would change, and what the reader may do with it. */
export interface ResponseDraft {
  draft_id: number;
  issuer_unit: string;
  unit_name: string;
  change: "activate" | "end";
  track: string;
  title: Text;
  level: number | null;
  basis_text: string;
  drafted_by: string;
  drafter: string;
  drafted_at: string;
  own: boolean;
  may_sign: boolean;
  may_withdraw: boolean;
}

export interface Track {
  track: string;
  title: Text;
  has_level: boolean;
}

export interface Responses {
  active: Standing[];
  drafts: ResponseDraft[];
  tracks: Track[];
  recommended: Recommendation | null;
}

export type Comparison =
  | "at_most"
  | "at_least"
  | "class_at_least"
  | "colour_at_least"
  | "inside"
  | "holds";

export interface Measure {
  measure: string;
  comparison: Comparison;
  title: Text;
  unit: string;
}

export interface Condition {
  measure: string;
  value: number | string | null;
}

export interface Rule {
  id: string;
  level: number | null;
  text: Text;
  conditions: Condition[];
}

export interface RuleTable {
  version: number;
  rules: Rule[];
  measures: Measure[];
  source: string;
  adopted_by: string | null;
  label: Text;
}

export interface SignalRule {
  kind: string;
  colour: string;
  within_h: number;
  mean_force?: number | null;
  gust_force?: number | null;
  rain_mm?: number | null;
}

export interface SignalTable {
  version: number;
  rules: SignalRule[];
  source: string;
  adopted_by: string | null;
  is_default: boolean;
}
