import type { Card } from "../../shared/api/types";
import { say } from "../../shared/i18n/say";
import { closures } from "../../shared/incident/store";
import { may } from "../../shared/session/store";
import { closing, kindOfLayer, lifting } from "../state/closures";

/** On the card of what can be closed: close it. On a closure's own card: lift it. */
export function CloseButton({ card }: { card: Card }) {
  if (card.layer === "closures") return <LiftButton entryId={Number(card.key)} />;
  const kind = kindOfLayer(card.layer);
  if (kind === null || !may("enter_closures")) return null;
  return (
    <button
      type="button"
      class="button"
      onClick={() => {
        closing.value = { kind, object: String(card.key), name: card.title };
      }}
    >
      {say("closures.close")}
    </button>
  );
}

function LiftButton({ entryId }: { entryId: number }) {
  const closure = closures.value.find((each) => each.entry_id === entryId);
  if (closure?.may_lift !== true) return null;
  return (
    <button
      type="button"
      class="button"
      onClick={() => {
        lifting.value = closure;
      }}
    >
      {say("closures.lift")}
    </button>
  );
}

/** At a place that is nobody's symbol: works that close it. */
export function WorksButton({ lon, lat }: { lon: number; lat: number }) {
  if (!may("enter_closures")) return null;
  return (
    <button
      type="button"
      class="button"
      onClick={() => {
        closing.value = { kind: "works", object: "", name: "", lon, lat };
      }}
    >
      {say("closures.works")}
    </button>
  );
}
