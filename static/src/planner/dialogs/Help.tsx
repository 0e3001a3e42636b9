import { Fragment } from "preact";
import { say } from "../../shared/i18n/say";
import { Modal } from "../../shared/ui/Modal";
import { chooseSingleKeys, singleKeys } from "../state/single_keys";
import { helpOpen } from "../state/store";
import "./dialogs.css";

const KEYS = [
  ["P", "help.draw"],
  ["← ↑ → ↓", "help.cross"],
  ["Space", "help.corner"],
  ["Enter", "help.enter"],
  ["Esc", "help.escape"],
  ["Ctrl Z", "help.undo"],
  ["Ctrl K", "help.search"],
  ["Del", "help.delete"],
  ["N", "help.follow"],
  ["T", "help.storm"],
  ["F", "help.sweep"],
  ["? · Ctrl /", "help.help"],
] as const;

/** The keys, and the switch for those that are a single letter. */
export function Help() {
  return (
    <Modal
      title={say("help.title")}
      close={() => {
        helpOpen.value = false;
      }}
    >
      <label class="keys-single">
        <input
          type="checkbox"
          checked={singleKeys.value}
          onChange={(event) => chooseSingleKeys(event.currentTarget.checked)}
        />
        {say("help.single")}
      </label>
      <div class="keys">
        {KEYS.map(([key, text]) => (
          <Fragment key={text}>
            <kbd>{key}</kbd>
            <span>{say(text)}</span>
          </Fragment>
        ))}
      </div>
    </Modal>
  );
}
