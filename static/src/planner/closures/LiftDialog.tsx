import { useSignal } from "@preact/signals";
import { post } from "../../shared/api/client";
import type { ClosureView } from "../../shared/api/generated";
import { inLanguage } from "../../shared/i18n/language";
import { say } from "../../shared/i18n/say";
import { Modal } from "../../shared/ui/Modal";
import { useAct } from "../../shared/ui/useAct";
import { readClosures } from "../reading/closures";
import { lifting } from "../state/closures";
import { Acts, WordFields } from "./CloseDialog";
import "./closures.css";

const close = () => {
  lifting.value = null;
};

/** By whose word it is open again; the closure itself stays in the history. */
export function LiftDialog({ closure }: { closure: ClosureView }) {
  const word = useSignal({ issuer: closure.issuer, reason: "" });
  const act = useAct();
  const lift = async () => {
    if (!(await act.run(() => post(`/closures/${closure.entry_id}/lift`, word.value)))) return;
    close();
    await readClosures();
  };
  return (
    <Modal title={`${say("closures.lift.title")} · ${inLanguage(closure.name)}`} close={close}>
      <form
        class="closure-form"
        onSubmit={(event) => {
          event.preventDefault();
          void lift();
        }}
      >
        <p class="quiet">{inLanguage(closure.told)}</p>
        <WordFields
          {...word.value}
          change={(part) => {
            word.value = { ...word.value, ...part };
          }}
        />
        <Acts act={act} text={say("closures.lift")} cancel={close} />
      </form>
    </Modal>
  );
}
