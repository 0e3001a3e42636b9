import { useSignal } from "@preact/signals";
import { say } from "../../shared/i18n/say";
import { Modal } from "../../shared/ui/Modal";
import { draft, tableOpen } from "../state/store";
import { setOutline } from "../zones/acts";
import { readCoordinates, writeCoordinates } from "./coordinates";
import "./dialogs.css";

const close = () => {
  tableOpen.value = false;
};

/** The zone's corners as text: the way to draw without a pointer. */
export function CoordinateTable() {
  const text = useSignal(writeCoordinates(draft.value?.polygon ?? null));
  const reading = readCoordinates(text.value);
  return (
    <Modal title={say("table.title")} close={close}>
      <p class="field-hint">{say("table.hint")}</p>
      <textarea
        class="table-text"
        aria-label={say("table.title")}
        placeholder="122.2900, 29.9400"
        value={text.value}
        onInput={(event) => {
          text.value = event.currentTarget.value;
        }}
      />
      {"badLine" in reading && (
        <p role="alert">■ {say("table.bad", { line: reading.badLine, text: reading.text })}</p>
      )}
      {"corners" in reading && text.value.trim() !== "" && (
        <p>{say("table.few", { count: reading.corners })}</p>
      )}
      <div class="form-acts">
        <button type="button" class="button" onClick={close}>
          {say("table.cancel")}
        </button>
        <button
          type="button"
          class="button button-primary"
          disabled={!("polygon" in reading)}
          onClick={() => {
            if ("polygon" in reading) setOutline(reading.polygon);
            close();
          }}
        >
          {say("table.apply")}
        </button>
      </div>
    </Modal>
  );
}
