import { say } from "../../shared/i18n/say";
import { helpOpen } from "../store";
import { Dialog } from "./Dialog";

const KEYS = [
  ["P", "help.draw"],
  ["Enter", "help.enter"],
  ["Esc", "help.escape"],
  ["Ctrl Z", "help.undo"],
  ["Ctrl K", "help.search"],
  ["Del", "help.delete"],
  ["N", "help.follow"],
  ["T", "help.storm"],
  ["F", "help.sweep"],
  ["?", "help.help"],
] as const;

/** The keys. */
export function Help() {
  return (
    <Dialog
      title={say("help.title")}
      close={() => {
        helpOpen.value = false;
      }}
    >
      <h2>{say("help.title")}</h2>
      <div class="keys">
        {KEYS.map(([key, text]) => (
          <>
            <kbd>{key}</kbd>
            <span>{say(text)}</span>
          </>
        ))}
      </div>
    </Dialog>
  );
}
