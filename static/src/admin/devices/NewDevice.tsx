import { useSignal } from "@preact/signals";
import { post } from "../../shared/api/client";
import { say } from "../../shared/i18n/say";
import { Field } from "../../shared/ui/Field";
import { Modal } from "../../shared/ui/Modal";
import { Once } from "../../shared/ui/Once";
import { ProblemNote } from "../../shared/ui/ProblemNote";
import { useAct } from "../../shared/ui/useAct";
import { type NewDevice as Made, PURPOSES, type Purpose } from "../state/types";
import { absolute } from "../ui/LinkOnce";
import { UnitPicker } from "../ui/UnitPicker";

/** Add a gateway, a tablet or a wall link; what opens it is shown once. */
export function NewDevice(props: { again: () => Promise<void>; close: () => void }) {
  const purpose = useSignal<Purpose>("tablet");
  const label = useSignal("");
  const unit = useSignal("");
  const made = useSignal<Made | null>(null);
  const { busy, problem, run } = useAct();
  const ready = label.value.trim() !== "" && unit.value !== "";
  const create = () =>
    run(async () => {
      made.value = await post("/devices", {
        label: label.value.trim(),
        purpose: purpose.value,
        unit_code: unit.value,
        ...(purpose.value === "wall" && { view: "/wall" }),
      });
      await props.again();
    });
  if (made.value !== null) return <Handover made={made.value} close={props.close} />;
  return (
    <Modal title={say("devices.add")} close={props.close}>
      <form
        class="detail-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) void create();
        }}
      >
        <fieldset class="purposes">
          <legend>{say("devices.purpose")}</legend>
          {PURPOSES.map((each) => (
            <label key={each} data-on={each === purpose.value}>
              <input
                type="radio"
                name="purpose"
                value={each}
                checked={each === purpose.value}
                onChange={() => {
                  purpose.value = each;
                }}
              />
              <span>
                <strong>{say(`devices.purpose.${each}`)}</strong>
                <small>{say(`devices.what.${each}`)}</small>
              </span>
            </label>
          ))}
        </fieldset>
        <Field
          label={say("devices.label")}
          value={label.value}
          onValue={(value) => {
            label.value = value;
          }}
          hint={say("devices.labelHint")}
          input={{ name: "label", maxlength: 64 }}
        />
        <UnitPicker
          label={say("devices.unit")}
          code={unit.value}
          onCode={(code) => {
            unit.value = code;
          }}
        />
        <ProblemNote problem={problem.value} />
        <div class="form-acts">
          <button type="submit" class="button button-primary" disabled={!ready || busy.value}>
            {say(`devices.create.${purpose.value}`)}
          </button>
          <button type="button" class="button" onClick={props.close}>
            {say("people.cancel")}
          </button>
        </div>
      </form>
    </Modal>
  );
}

/** What opens the device, shown this once. */
export function Handover(props: { made: Made; close: () => void }) {
  const { device, link, token, qr_svg } = props.made;
  const text = device.purpose === "beidou" || link === null ? (token ?? "") : absolute(link);
  return (
    <Modal title={device.label} close={props.close}>
      <Once text={text} svg={device.purpose === "beidou" ? null : qr_svg} label={device.label}>
        <p>{say(`devices.once.${device.purpose}`)}</p>
      </Once>
      <div class="form-acts">
        <button type="button" class="button button-primary" onClick={props.close}>
          {say("devices.done")}
        </button>
      </div>
    </Modal>
  );
}
