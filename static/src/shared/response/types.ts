// Shapes of `/responses` and the rule tables, by the names that the screens know them by.

import type { RainRow, WindRow } from "../api/generated";

export type {
  Comparison,
  Condition,
  MeasureMeaning as Measure,
  ResponseDraft,
  Responses,
  ResponseTable as RuleTable,
  RuleRow as Rule,
  SignalTable,
  StandingResponse as Standing,
  TrackTitle as Track,
} from "../api/generated";

export type SignalRule = WindRow | RainRow;
