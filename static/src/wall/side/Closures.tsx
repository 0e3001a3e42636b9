import { inLanguage } from "../../shared/i18n/language";
import { say } from "../../shared/i18n/say";
import { closures } from "../../shared/incident/store";
import { Plate } from "../../shared/ui/Plate";
import "./closures.css";

/** How much is closed and will close, and by name as far as there is room; nothing when all is open. */
export function Closures() {
  const closed = closures.value.filter((each) => each.standing === "closed");
  const coming = closures.value.filter((each) => each.standing === "will_close");
  if (closed.length + coming.length === 0) return null;
  return (
    <section class="side-closures num">
      <Plate severity={closed.length > 0 ? "red" : "orange"}>
        {say("wall.closures", { closed: closed.length, coming: coming.length })}
      </Plate>
      <span>{[...closed, ...coming].map((each) => inLanguage(each.name)).join(" · ")}</span>
    </section>
  );
}
