import { address } from "../../shared/api/client";
import type { Card } from "../../shared/api/types";
import { withUnit } from "../../shared/format/number";
import { inLanguage, language } from "../../shared/i18n/language";
import { say } from "../../shared/i18n/say";
import { layers } from "../../shared/incident/store";
import { CloseButton } from "../closures/CloseButton";
import { place as windPlace } from "../state/storm";
import { goTo } from "../state/view";
import { PlaceWinds } from "../storm/PlacePanel";
import { clearSelection } from "../zones/acts";

/** Everything about the thing that was clicked. */
export function CardPanel({ card }: { card: Card | "loading" }) {
  if (card === "loading") return <p class="note">{say("card.loading")}</p>;
  const layer = layers.value.find((each) => each.id === card.layer);
  const place = [card.township, card.county].filter((each) => each !== null).join(" · ");
  const at = anchor(card.geometry);
  return (
    <article class="card">
      <header>
        <p class="quiet">{layer === undefined ? card.layer : inLanguage(layer.title)}</p>
        <button
          type="button"
          class="close"
          aria-label={say("answer.close")}
          onClick={clearSelection}
        >
          ×
        </button>
        <h2>{card.title}</h2>
        {place !== "" && <p class="quiet">{place}</p>}
      </header>
      <dl>
        {card.fields
          .filter((field) => inLanguage(field.text) !== card.title)
          .map((field) => (
            <div key={field.name}>
              <dt>{inLanguage(field.label)}</dt>
              <dd class="num">
                {withUnit(inLanguage(field.text), field.unit && inLanguage(field.unit))}
              </dd>
            </div>
          ))}
      </dl>
      {windPlace.value !== null && <PlaceWinds />}
      <p class="basis">
        {card.illustrative && `${say("card.illustrative")} · `}
        {inLanguage(card.source)}
      </p>
      <div class="acts">
        <div>
          {at !== null && (
            <button type="button" class="button" onClick={() => goTo(at[0], at[1])}>
              {say("card.locate")}
            </button>
          )}
          <CloseButton card={card} />
          <a
            class="button"
            href={address(`/layers/${card.layer}/export`, { format: "gpkg", lang: language.value })}
            download
          >
            {say("card.export")}
          </a>
        </div>
      </div>
    </article>
  );
}

/** A place of the geometry to look at. */
function anchor(geometry: GeoJSON.Geometry | null): [number, number] | null {
  if (geometry === null || geometry.type === "GeometryCollection") return null;
  const flat = (geometry.coordinates as unknown[]).flat(Number.POSITIVE_INFINITY) as number[];
  const [lon, lat] = flat;
  return lon === undefined || lat === undefined ? null : [lon, lat];
}
