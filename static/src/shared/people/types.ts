export type {
  ContradictedLine,
  CountedUnit,
  DoorLine,
  HouseholdState,
  LineView,
  PeopleTally,
  Persons,
  ReportView,
  RollCallTotals,
  RollCallView,
  UnitTally,
} from "../api/generated";
