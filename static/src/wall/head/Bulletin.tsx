import { incidentNow } from "../../shared/clock";
import { duration } from "../../shared/format/duration";
import { millis, shortMoment } from "../../shared/format/moment";
import { say } from "../../shared/i18n/say";
import { bulletins } from "../../shared/incident/store";
import { Plate } from "../../shared/ui/Plate";

/** Age of the last bulletin and when the next is due; a late one says so. */
export function Bulletin() {
  const issued = millis(bulletins.value?.last?.issued_at);
  const due = millis(bulletins.value?.next_due_at);
  const now = incidentNow.value;
  const age = issued === null ? "—" : duration((now - issued) / 1000);
  const late = due !== null && now > due;
  const when = due === null ? "—" : shortMoment(due, now);
  return (
    <div class="head-bulletin num">
      <strong>
        {say("wall.bulletin")} {say("wall.bulletinAge", { age })}
      </strong>
      {late ? (
        <Plate severity="yellow">{say("wall.bulletinOverdue", { time: when })}</Plate>
      ) : (
        <span>{say("wall.bulletinDue", { time: when })}</span>
      )}
    </div>
  );
}
