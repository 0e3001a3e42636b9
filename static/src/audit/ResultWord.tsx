import { say } from "../shared/i18n/say";
import { Plate } from "../shared/ui/Plate";
import type { AuditEntry } from "./types";

/** How it ended; what was not done stands on a plate. */
export function ResultWord(props: { entry: AuditEntry }) {
  const { result } = props.entry;
  const word = say(`audit.result.${result}`);
  if (result === "done") return <span>{word}</span>;
  return <Plate severity={result === "refused" ? "yellow" : "orange"}>{word}</Plate>;
}
