import { say } from "../shared/i18n/say";
import { incident } from "../shared/incident/store";
import { part } from "./state/response";
import { card, draft, drawing } from "./state/store";
import { place } from "./state/storm";

/** What the desk shows, for the page's title. */
export function titleParts(): (string | null)[] {
  const { name, exercise } = incident.value ?? { name: null, exercise: false };
  return [selected(), name, exercise ? say("exercise") : null];
}

function selected(): string | null {
  if (part.value !== null) return say("response.title");
  if (drawing.value) return say("zones.new");
  if (draft.value !== null) {
    const { zone, name } = draft.value;
    return zone === null ? name || say("zones.new") : `${zone.number} ${name}`;
  }
  if (card.value !== null && card.value !== "loading") return card.value.title;
  return place.value === null ? null : (place.value.name ?? say("place.title"));
}
