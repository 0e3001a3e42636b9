import { count } from "../../shared/format/number";
import { inLanguage } from "../../shared/i18n/language";
import { say } from "../../shared/i18n/say";
import type { Reading } from "./intake";

/** What was read, what is not taken and why, and what the file did not say. */
export function Found(props: { reading: Reading; chooseCrs: (crs: string) => void }) {
  const { reading } = props;
  const asks = reading.crsQuestion.length > 0;
  return (
    <>
      <p class="field-hint">{say("intake.dry")}</p>
      <ul class="found">
        {reading.found.map((line) => (
          <li key={line}>{line}</li>
        ))}
        {reading.usable === 0 && !asks && <li>{say("intake.found.none")}</li>}
      </ul>
      {asks && (
        <fieldset class="crs">
          <legend>{say("intake.crs")}</legend>
          <p class="field-hint">{say("intake.crs.hint")}</p>
          {reading.crsQuestion.map(({ crs, label, place }) => (
            <label key={crs}>
              <input type="radio" name="crs" value={crs} onChange={() => props.chooseCrs(crs)} />
              <b>{inLanguage(label)}</b>
              <span>{place}</span>
            </label>
          ))}
        </fieldset>
      )}
      {!asks && <BadRows reading={reading} />}
    </>
  );
}

function BadRows({ reading }: { reading: Reading }) {
  if (reading.faults === 0) {
    return reading.usable > 0 && <p class="field-hint">{say("intake.bad.none")}</p>;
  }
  return (
    <section class="bad-rows">
      <h3>
        ■ {say("intake.bad", { rows: count(reading.badRows), faults: count(reading.faults) })}
        <span class="field-hint">{say("intake.bad.partial")}</span>
      </h3>
      <div>
        <table>
          <thead>
            <tr>
              <th>{say("intake.bad.line")}</th>
              <th>{say("intake.bad.value")}</th>
              <th>{say("intake.bad.reason")}</th>
            </tr>
          </thead>
          <tbody>
            {reading.bad.map((row, index) => (
              <tr key={index}>
                <td class="num">{row.line ?? "—"}</td>
                <td class="bad-value">{row.value}</td>
                <td>{inLanguage(row.reason)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
