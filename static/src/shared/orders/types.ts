export type { DocumentHead, DocumentView, StepView } from "../api/generated";
export type { Severity } from "../format/severity";
