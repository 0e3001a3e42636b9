import { say } from "../shared/i18n/say";
import { Plate } from "../shared/ui/Plate";
import { faults, faultText, muted, sounding } from "./alarm";
import "./alarm.css";

/** What is wrong, over the map's head, until it ends. */
export function Alarm() {
  if (faults.value.length === 0) return null;
  return (
    <div class="alarm" role="alert" data-sounding={sounding.value}>
      {faults.value.map((key) => (
        <Plate key={key} severity="yellow">
          {faultText(key)}
        </Plate>
      ))}
      {sounding.value && (
        <span class="alarm-hint">
          {say(muted.value ? "wall.alarm.muted" : "wall.alarm.sounding")}
        </span>
      )}
    </div>
  );
}
