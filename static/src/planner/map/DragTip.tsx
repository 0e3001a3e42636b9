import { area, change, count } from "../../shared/format/number";
import { say } from "../../shared/i18n/say";
import { draft, drawing, peopleBefore, preview } from "../state/store";
import { pointer } from "../state/view";

/** The number beside the vertex while it moves. */
export function DragTip() {
  const exposure = preview.value;
  const at = pointer.value;
  if (exposure === null || at === null || (draft.value === null && !drawing.value)) return null;
  const before = peopleBefore.value;
  const difference = before === null ? null : change(exposure.land.people - before);
  return (
    <div class="drag-tip" role="status" style={{ left: `${at.x + 18}px`, top: `${at.y + 18}px` }}>
      <p class="drag-people">
        <strong class="num">{count(exposure.land.people)}</strong> {say("drag.people")}
        {difference !== null && <b class="num">{difference}</b>}
        {difference !== null && <span>{say("drag.change")}</span>}
      </p>
      <p>
        <span>{say("drag.hazards", { count: exposure.hazard_points.count })}</span>
        <span>{say("drag.vessels", { count: exposure.sea.vessels })}</span>
        <span>{area(exposure.area_km2)}</span>
      </p>
    </div>
  );
}
