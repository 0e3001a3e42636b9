import { slowness, waitingSince } from "../api/pending";
import { realNow } from "../clock";
import { duration } from "../format/duration";
import { say } from "../i18n/say";
import "./pending.css";

/** A bar along the top edge while the server takes long, with words when it takes too long. */
export function Pending() {
  const since = waitingSince.value;
  const slow = slowness.value;
  const age = since === null ? 0 : (realNow.value - since) / 1000;
  return (
    <div class="pending" role="status" data-slow={slow}>
      {slow === "words" && <p class="num">{say("pending.words", { age: duration(age) })}</p>}
    </div>
  );
}
