import { useId } from "preact/hooks";
import { inLanguage } from "../../shared/i18n/language";
import { say } from "../../shared/i18n/say";
import { issuers, LEVELS, levelName, MOST_CHARACTERS } from "../../shared/response/words";
import { holder, seesCity } from "../../shared/session/store";
import { Choice } from "../../shared/ui/Field";
import { LevelSign } from "../../shared/ui/LevelSign";
import { useLoad } from "../../shared/ui/useLoad";
import { responses } from "../state/response";
import { type Fields, refill, trackOf } from "./fields";

/** The own unit; the city picks one of those below it. */
export function UnitChoice({ fields }: { fields: Fields }) {
  const picks = seesCity.value && fields.change === "activate";
  const load = useLoad(picks ? "/units" : null);
  const code = fields.unit.value;
  const known = issuers(load.value.value?.units ?? []);
  const named = responses.value?.active.find((each) => each.issuer_unit === code)?.unit_name;
  const chosen = { value: code, text: named ?? holder.value?.unit.name ?? code };
  return (
    <Choice
      label={say("response.form.unit")}
      value={code}
      options={known.some(({ value }) => value === code) ? known : [chosen, ...known]}
      disabled={!picks}
      onValue={(value) => {
        fields.unit.value = value;
      }}
    />
  );
}

export function TrackChoice({ fields }: { fields: Fields }) {
  return (
    <Choice
      label={say("response.form.track")}
      value={fields.track.value}
      options={(responses.value?.tracks ?? []).map(({ track, title }) => ({
        value: track,
        text: inLanguage(title),
      }))}
      disabled={fields.change === "end"}
      onValue={(value) => {
        fields.track.value = value;
      }}
    />
  );
}

/** Ⅰ to Ⅳ with shape, colour and numeral; a track without levels says so. */
export function LevelChoice({ fields }: { fields: Fields }) {
  if (trackOf(fields)?.has_level === false) {
    return <p class="quiet">{say("response.form.noLevel")}</p>;
  }
  return (
    <fieldset class="level-choice">
      <legend>{say("response.form.level")}</legend>
      {LEVELS.map((each) => (
        <label key={each}>
          <input
            type="radio"
            name="response-level"
            value={each}
            checked={fields.level.value === each}
            onChange={() => {
              fields.level.value = each;
            }}
          />
          <LevelSign level={each} size={22} />
          <span>{levelName(each)}</span>
        </label>
      ))}
    </fieldset>
  );
}

const ROWS = 8;

/** The grounds, at most as many characters as the server takes. */
export function Basis({ fields }: { fields: Fields }) {
  const id = useId();
  const { basis, edited } = fields;
  return (
    <div class="field">
      <label for={id}>{say("response.form.basis")}</label>
      <textarea
        id={id}
        class="input"
        rows={ROWS}
        maxLength={MOST_CHARACTERS}
        value={basis.value}
        aria-describedby={`${id}-hint`}
        onInput={(event) => {
          edited.value = true;
          basis.value = event.currentTarget.value;
        }}
      />
      <div class="field-hint num" id={`${id}-hint`}>
        {say("response.form.count", { count: basis.value.length, most: MOST_CHARACTERS })}
        {edited.value && fields.change === "activate" && (
          <button type="button" class="link-row" onClick={() => refill(fields)}>
            {say("response.form.reset")}
          </button>
        )}
      </div>
    </div>
  );
}
