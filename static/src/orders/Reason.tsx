import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { say } from "../shared/i18n/say";
import type { DocumentView } from "../shared/orders/types";
import type { Act } from "../shared/ui/useAct";
import { take } from "./state/store";

export type Reasoned = "return" | "lift" | "withdraw";

/** What takes something back is told why, and the reason stays in the ladder. */
export function Reason(props: {
  step: Reasoned;
  order: DocumentView;
  act: Act;
  close: () => void;
}) {
  const { step, order, act } = props;
  const id = useId();
  const reason = useSignal("");
  const send = async (event: Event) => {
    event.preventDefault();
    if (await act.run(() => take(order, step, reason.value))) props.close();
  };
  return (
    <form class="order-reason" onSubmit={(event) => void send(event)}>
      <div class="field">
        <label for={id}>{say("orders.reason")}</label>
        <input
          id={id}
          class="input"
          maxLength={500}
          value={reason.value}
          onInput={(event) => {
            reason.value = event.currentTarget.value;
          }}
        />
      </div>
      <div class="form-acts">
        <button
          type="submit"
          class="button button-primary"
          disabled={act.busy.value || reason.value.trim() === ""}
        >
          {say(`orders.act.${step}`)}
        </button>
        <button type="button" class="button" onClick={props.close}>
          {say("orders.act.cancel")}
        </button>
      </div>
    </form>
  );
}
