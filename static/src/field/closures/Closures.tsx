import { inLanguage } from "../../shared/i18n/language";
import { say } from "../../shared/i18n/say";
import { closures } from "../state/store";
import "./closures.css";

/** What nobody gets through, by whose word; nothing when all is open. */
export function Closures() {
  if (closures.value.length === 0) return null;
  return (
    <section class="closed-ways" aria-label={say("field.closures")}>
      <ul>
        {closures.value.map((each) => (
          <li key={each.entry_id}>
            <strong>
              ◆ {inLanguage(each.standing_title)} · {inLanguage(each.name)}
            </strong>
            <span class="num">{inLanguage(each.told)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
