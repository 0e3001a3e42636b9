import { address } from "../../shared/api/client";
import { language } from "../../shared/i18n/language";
import { say } from "../../shared/i18n/say";
import { Twice } from "../../shared/ui/Twice";
import { computing, type Draft, deleteAsked, draft, saving, shownAnswer } from "../state/store";
import { undoDepth } from "../state/undo";
import { deleteZone, save, undo } from "../zones/acts";

/** The acts on the zone at hand. */
export function Acts() {
  const current = draft.value;
  if (current === null) return null;
  return (
    <section class="acts">
      <div>
        <SaveButton current={current} />
        <UndoButton current={current} />
        {current.zone !== null && !current.dirty && <Documents zoneId={current.zone.zone_id} />}
        <Twice
          key={current.zone?.zone_id}
          class="acts-end"
          text={say("answer.delete")}
          ask={say("answer.deleteAsk")}
          asked={deleteAsked}
          disabled={saving.value}
          act={() => void deleteZone()}
        />
      </div>
    </section>
  );
}

/** Not `disabled` once saved: whoever pressed it by key would lose their place on the page. */
function SaveButton({ current }: { current: Draft }) {
  const ready = current.dirty && shownAnswer.value !== null && !computing.value && !saving.value;
  return (
    <button
      type="button"
      class="button button-primary"
      aria-disabled={!ready}
      onClick={() => ready && void save()}
    >
      {current.dirty || current.zone === null
        ? say("answer.save")
        : say("answer.saved", { version: current.zone.version })}
    </button>
  );
}

function UndoButton({ current }: { current: Draft }) {
  const ready = (undoDepth() > 0 || (current.zone?.version ?? 0) > 1) && !saving.value;
  return (
    <button
      type="button"
      class="button"
      aria-disabled={!ready}
      title="Ctrl Z"
      onClick={() => ready && void undo()}
    >
      {say("answer.undo")}
    </button>
  );
}

function Documents({ zoneId }: { zoneId: string }) {
  return (
    <>
      <a
        class="button"
        href={address("/briefing.html", { zone: zoneId, lang: language.value })}
        download
      >
        {say("answer.briefing")}
      </a>
      <a
        class="button"
        aria-label={say("answer.exportLong")}
        title={say("answer.exportLong")}
        href={address("/briefing.gpkg", { zone: zoneId, lang: language.value })}
        download
      >
        {say("answer.export")}
      </a>
    </>
  );
}
