import { MISSING } from "../../shared/format/number";
import { say } from "../../shared/i18n/say";

/** How many people it is about; a dash while nobody has said. */
export function People(props: { value: number | null; set: (value: number | null) => void }) {
  const { value, set } = props;
  return (
    <div class="people">
      <span>{say("field.form.people")}</span>
      <button
        type="button"
        aria-label={say("field.form.fewer")}
        onClick={() => set(value === null || value === 0 ? null : value - 1)}
      >
        −
      </button>
      <b class="num">{value ?? MISSING}</b>
      <button
        type="button"
        aria-label={say("field.form.more")}
        onClick={() => set((value ?? 0) + 1)}
      >
        +
      </button>
    </div>
  );
}
