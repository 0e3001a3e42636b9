import { say } from "../../../shared/i18n/say";
import { picking } from "../../state/pick";
import { storms } from "../../state/storm";
import { type EntryTexts, faultsOf, NO_POINT, type PointTexts, type RadiiTexts } from "./draft";

interface Props {
  entry: EntryTexts;
  change: (part: Partial<EntryTexts>) => void;
}

const KINDS = ["operational", "besttrack"] as const;

/** A number's input: wide enough for what it holds, marked when it is faulty. */
function Input(props: {
  label: string;
  value: string;
  onValue: (text: string) => void;
  faulty: boolean;
  bare?: boolean;
}) {
  const input = (
    <input
      class="input num"
      inputMode="decimal"
      aria-label={props.label}
      aria-invalid={props.faulty}
      value={props.value}
      onInput={(event) => props.onValue(event.currentTarget.value)}
    />
  );
  if (props.bare === true) return input;
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the constant above
    <label class="entry-field">
      <span>{props.label}</span>
      {input}
    </label>
  );
}

/** A field is marked once something stands in it: an empty form is not a list of faults. */
const isFaulty = (entry: EntryTexts, field: string, text: string): boolean =>
  text.trim() !== "" && faultsOf(entry).some((fault) => fault.field === field);

/** Whose bulletin, of which kind, of when, averaged how. */
export function Head({ entry, change }: Props) {
  const known = [...new Set([...storms.value.map((each) => each.agency), "CMA", "JMA", "JTWC"])];
  return (
    <section class="entry-grid">
      <label class="entry-field">
        <span>{say("entry.agency")}</span>
        <input
          class="input"
          list="entry-agencies"
          value={entry.agency}
          onInput={(event) => change({ agency: event.currentTarget.value })}
        />
        <datalist id="entry-agencies">
          {known.map((agency) => (
            <option key={agency} value={agency} />
          ))}
        </datalist>
      </label>
      <label class="entry-field">
        <span>{say("entry.kind")}</span>
        <select
          class="input"
          value={entry.kind}
          onChange={(event) => change({ kind: event.currentTarget.value })}
        >
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {say(`typhoon.kind.${kind}`)}
            </option>
          ))}
        </select>
      </label>
      <label class="entry-field entry-wide">
        <span>{say("entry.at")}</span>
        <input
          class="input num"
          placeholder="2015-07-10 02:00"
          value={entry.at}
          onInput={(event) => change({ at: event.currentTarget.value })}
        />
      </label>
    </section>
  );
}

/** Means that agencies publish: JTWC 1, CMA 2, India 3, JMA 10 minutes. */
const AVERAGING = ["1", "2", "3", "10"];

/** The centre and its strength. */
export function Centre({ entry, change }: Props) {
  const text = (field: "lon" | "lat" | "pressure" | "wind") => (
    <Input
      label={say(`entry.${field}`)}
      value={entry[field]}
      onValue={(value) => change({ [field]: value })}
      faulty={isFaulty(entry, field, entry[field])}
    />
  );
  const pick = () => {
    picking.value =
      picking.value === null
        ? (lon, lat) => change({ lon: lon.toFixed(2), lat: lat.toFixed(2) })
        : null;
  };
  return (
    <section class="entry-grid">
      {text("lon")}
      {text("lat")}
      <button
        type="button"
        class="button entry-wide"
        aria-pressed={picking.value !== null}
        onClick={pick}
      >
        {say(picking.value === null ? "entry.pick" : "entry.picking")}
      </button>
      {text("pressure")}
      {text("wind")}
      <label class="entry-field">
        <span>{say("entry.averaging")}</span>
        <select
          class="input num"
          value={entry.averaging}
          onChange={(event) => change({ averaging: event.currentTarget.value })}
        >
          {AVERAGING.map((minutes) => (
            <option key={minutes}>{minutes}</option>
          ))}
        </select>
      </label>
    </section>
  );
}

const QUADRANTS = ["ne", "se", "sw", "nw"] as const;

/** Radii by quadrant; a circle left empty was not given. */
export function RadiiTable({ entry, change }: Props) {
  const set = (force: number, part: Partial<RadiiTexts>) =>
    change({
      radii: entry.radii.map((each) => (each.force === force ? { ...each, ...part } : each)),
    });
  return (
    <section class="entry-table">
      <table>
        <caption>{say("entry.radii")}</caption>
        <thead>
          <tr>
            <th>{say("entry.threshold")}</th>
            {QUADRANTS.map((quadrant) => (
              <th key={quadrant}>{say(`typhoon.${quadrant}`)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {entry.radii.map((radii) => (
            <tr key={radii.force}>
              <th class="num">
                {say("typhoon.force", { force: radii.force })} <small>{radii.thresholdMs}</small>
              </th>
              {QUADRANTS.map((quadrant) => (
                <td key={quadrant}>
                  <Input
                    bare
                    label={`${say("typhoon.force", { force: radii.force })} ${say(`typhoon.${quadrant}`)}`}
                    value={radii[quadrant]}
                    onValue={(value) => set(radii.force, { [quadrant]: value })}
                    faulty={isFaulty(entry, `radii.${radii.force}.${quadrant}`, radii[quadrant])}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const COLUMNS = ["leadH", "lon", "lat", "pressure", "wind"] as const;
const TITLES = {
  leadH: "entry.lead",
  lon: "entry.lon",
  lat: "entry.lat",
  pressure: "entry.pressure",
  wind: "entry.wind",
} as const;

/** Points of the forecast by lead; rows left empty are not sent. */
export function ForecastPoints({ entry, change }: Props) {
  const set = (index: number, part: Partial<PointTexts>) =>
    change({
      forecast: entry.forecast.map((each, i) => (i === index ? { ...each, ...part } : each)),
    });
  const next = String((Number(entry.forecast.at(-1)?.leadH) || 0) + 24);
  return (
    <section class="entry-table">
      <table>
        <caption>{say("entry.forecast")}</caption>
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column}>{say(TITLES[column])}</th>
            ))}
            <th />
          </tr>
        </thead>
        <tbody>
          {entry.forecast.map((point, index) => (
            <tr key={index}>
              {COLUMNS.map((column) => (
                <td key={column}>
                  <Input
                    bare
                    label={`${say("entry.row", { number: index + 1 })} ${say(TITLES[column])}`}
                    value={point[column]}
                    onValue={(value) => set(index, { [column]: value })}
                    faulty={isFaulty(entry, `forecast.${index}.${column}`, point[column])}
                  />
                </td>
              ))}
              <td>
                <button
                  type="button"
                  class="entry-drop"
                  aria-label={say("entry.dropPoint", { number: index + 1 })}
                  onClick={() => change({ forecast: entry.forecast.filter((_, i) => i !== index) })}
                >
                  ×
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <button
        type="button"
        class="button button-small"
        onClick={() => change({ forecast: [...entry.forecast, { ...NO_POINT, leadH: next }] })}
      >
        {say("entry.addPoint")}
      </button>
    </section>
  );
}
