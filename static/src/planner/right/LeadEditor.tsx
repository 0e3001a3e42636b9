import type { Lead } from "../../shared/api/zone_types";
import { say } from "../../shared/i18n/say";
import { draft } from "../state/store";
import { setLead } from "../zones/acts";

const PARTS = ["mobilisation", "notification", "buffer"] as const;
const LONGEST_MIN = 7 * 24 * 60;

/** Mobilisation, notification and buffer in minutes, beside the answer they change. */
export function LeadEditor({ lead }: { lead: Lead }) {
  return (
    <section class="lead" aria-label={say("answer.minutes")}>
      {PARTS.map((part) => (
        <label key={part}>
          {say(`answer.${part}`)}
          <input
            class="num"
            type="number"
            min={0}
            max={LONGEST_MIN}
            step={5}
            value={lead[`${part}_min`]}
            onChange={(event) => {
              const minutes = event.currentTarget.valueAsNumber;
              if (minutes >= 0 && minutes <= LONGEST_MIN) {
                setLead({ ...lead, [`${part}_min`]: minutes });
              }
            }}
          />
        </label>
      ))}
      <span class="quiet">
        {say("answer.minutes")}
        {draft.value?.lead === null && ` · ${say("answer.default")}`}
      </span>
    </section>
  );
}
