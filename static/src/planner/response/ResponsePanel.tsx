import { effect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { say } from "../../shared/i18n/say";
import { may } from "../../shared/session/store";
import { ProblemNote } from "../../shared/ui/ProblemNote";
import { Tabs } from "../../shared/ui/Tabs";
import { card, drawing, selectedZoneId } from "../state/store";
import { place } from "../state/storm";
import { DraftForm } from "./DraftForm";
import { DraftList } from "./DraftList";
import { InForce } from "./InForce";
import { Rules } from "./Rules";
import "./response.css";
import { closePanel, openPart, PARTS, type Part, part, responsesProblem } from "../state/response";

/** Response levels: what stands, what waits for a signature, and the rules behind. */
export function ResponsePanel() {
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), []);
  useEffect(closeOnSelection, []);
  return (
    <article
      class="response-panel"
      aria-label={say("response.title")}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        closePanel();
      }}
    >
      <header class="response-head">
        <h2 ref={head} tabIndex={-1}>
          {say("response.title")}
        </h2>
        <button type="button" onClick={closePanel}>
          <span class="visually-hidden">{say("close")} </span>Esc
        </button>
      </header>
      <Parts />
      <div role="tabpanel" id="response-part" aria-label={say(`response.part.${now()}`)}>
        <div class="response-fault">
          <ProblemNote problem={responsesProblem.value} />
        </div>
        {now() === "standing" && (
          <>
            <DraftList />
            <InForce />
          </>
        )}
        {now() === "draft" && <DraftForm />}
        {now() === "rules" && <Rules />}
      </div>
    </article>
  );
}

const now = (): Part => part.value ?? "standing";

/** One thing selected, one panel: whatever is chosen next takes this one's place. */
function closeOnSelection(): () => void {
  let first = true;
  return effect(() => {
    const chosen = [selectedZoneId.value, card.value, place.value, drawing.value];
    if (!first && chosen.some((each) => each !== null && each !== false)) part.value = null;
    first = false;
  });
}

function Parts() {
  const shown = PARTS.filter((each) => each !== "draft" || may("set_response"));
  return (
    <Tabs
      shown={shown}
      chosen={now()}
      panel="response-part"
      text={(each) => say(`response.part.${each}`)}
      choose={openPart}
    />
  );
}
