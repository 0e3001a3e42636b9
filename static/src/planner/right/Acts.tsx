import { useSignal } from "@preact/signals";
import { address } from "../../shared/api/client";
import { say } from "../../shared/i18n/say";
import { deleteZone, save, undo } from "../acts";
import { computing, draft, shownAnswer } from "../store";
import { undoDepth } from "../undo";

/** The acts on the zone at hand. */
export function Acts() {
  const current = draft.value;
  if (current === null) return null;
  const canUndo = undoDepth() > 0 || (current.zone?.version ?? 0) > 1;
  return (
    <section class="acts">
      <div>
        <button
          type="button"
          class="button button-primary"
          disabled={!current.dirty || shownAnswer.value === null || computing.value}
          onClick={() => void save()}
        >
          {current.dirty || current.zone === null
            ? say("answer.save")
            : say("answer.saved", { version: current.zone.version })}
        </button>
        <button
          type="button"
          class="button"
          disabled={!canUndo}
          title="Ctrl Z"
          onClick={() => void undo()}
        >
          {say("answer.undo")}
        </button>
        {current.zone !== null && !current.dirty && <Documents zoneId={current.zone.zone_id} />}
        <DeleteButton key={current.zone?.zone_id} />
      </div>
    </section>
  );
}

/** Two presses: the first says what the second will do. */
function DeleteButton() {
  const sure = useSignal(false);
  return (
    <button
      type="button"
      class="button acts-end"
      onBlur={() => {
        sure.value = false;
      }}
      onClick={() => {
        if (sure.value) void deleteZone();
        else sure.value = true;
      }}
    >
      {say(sure.value ? "answer.deleteAsk" : "answer.delete")}
    </button>
  );
}

function Documents({ zoneId }: { zoneId: string }) {
  return (
    <>
      <a class="button" href={address("/briefing.html", { zone: zoneId })} download>
        {say("answer.briefing")}
      </a>
      <a
        class="button"
        aria-label={say("answer.exportLong")}
        title={say("answer.exportLong")}
        href={address("/briefing.gpkg", { zone: zoneId })}
        download
      >
        {say("answer.export")}
      </a>
    </>
  );
}
