export type {
  CallResult,
  SilentUnit,
  SilentUnits,
  TaskHead,
  TaskList,
  TaskStep,
  TaskStepView,
  TaskView,
} from "../api/generated";
