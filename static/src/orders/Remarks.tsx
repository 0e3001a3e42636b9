import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { say } from "../shared/i18n/say";
import type { DocumentView } from "../shared/orders/types";
import type { Act } from "../shared/ui/useAct";
import { edit } from "./state/store";

const MOST = 2000;

/** The part that is free words: everything else comes from the zone's answer. */
export function Remarks({ order, act }: { order: DocumentView; act: Act }) {
  const id = useId();
  const text = useSignal(order.remarks);
  const changed = text.value.trim() !== order.remarks;
  return (
    <div class="order-remarks">
      <div class="field">
        <label for={id}>{say("orders.remarks")}</label>
        <textarea
          id={id}
          class="input"
          rows={2}
          maxLength={MOST}
          value={text.value}
          aria-describedby={`${id}-hint`}
          onInput={(event) => {
            text.value = event.currentTarget.value;
          }}
        />
        <div class="field-hint num" id={`${id}-hint`}>
          {say("orders.remarks.hint", { count: text.value.length })}
        </div>
      </div>
      {changed && (
        <button
          type="button"
          class="button"
          disabled={act.busy.value}
          onClick={() => void act.run(() => edit(order, { remarks: text.value }))}
        >
          {say("orders.remarks.save")}
        </button>
      )}
    </div>
  );
}
