// Shapes of evacuation zones and their answers, by the names that the screens know them by.

import type { HazardBasis } from "./generated";

export type {
  AssignmentAnswer as Assignment,
  CutoffAnswer as Cutoff,
  ExposureAnswer as Exposure,
  HazardBasis as Hazard,
  HomeAnswer,
  HomeLineAnswer as HomeLine,
  LeadTimes as Lead,
  PeopleLeft as LeftOut,
  ShelterUse as UsedShelter,
  TimingAnswer as Timing,
  TitledGroup as GroupCount,
  WaitingAnswer,
  WaitingFigures,
  Way,
  WayAnswer as WayClock,
  WindAtZone as ZoneArrival,
  ZoneAnswer,
  ZoneView as Zone,
} from "./generated";
export { HAZARD_BASIS as HAZARDS } from "./generated";

/** The hazard a zone is drawn against and who leaves; null: those whom it threatens. */
export interface Due {
  hazard: HazardBasis;
  due_groups: string[] | null;
}
