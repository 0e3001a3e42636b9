import type { RainRow, SignalTable as Told, WindRow } from "../../shared/api/generated";
import { say } from "../../shared/i18n/say";
import { severityOf, signalName } from "../../shared/response/signal_words";
import { Plate } from "../../shared/ui/Plate";
import { useLoad } from "../../shared/ui/useLoad";
import type { Described } from "./difference";
import { NumberBox } from "./NumberBox";
import { TableView } from "./TableView";

type Row = WindRow | RainRow;

/** When a warning signal is suggested: each kind and colour with its hours and limits. */
export function SignalTable() {
  const load = useLoad("/warning-signals/rules");
  return (
    <TableView
      id="warning"
      path="/warning-signals/rules"
      load={load}
      describe={describe}
      rows={rows}
    />
  );
}

/** The figures of a row, by field: what they are called and what they may be. */
const FIELDS = {
  within_h: { low: 0.5, high: 72, whole: false },
  mean_force: { low: 1, high: 18, whole: true },
  gust_force: { low: 1, high: 18, whole: true },
  rain_mm: { low: 1, high: 2000, whole: false },
} as const;
type FieldName = keyof typeof FIELDS;

const fieldsOf = (row: Row): FieldName[] =>
  "rain_mm" in row ? ["within_h", "rain_mm"] : ["within_h", "mean_force", "gust_force"];

const figureOf = (row: Row, field: FieldName): number | null =>
  (row as unknown as Record<FieldName, number | null>)[field];

function describe(row: Row, _: Told): Described {
  const says = fieldsOf(row).map((field) => [
    say(`values.signal.${field}`),
    String(figureOf(row, field)),
  ]);
  return {
    id: `${row.kind} ${row.colour}`,
    title: signalName(row),
    says: Object.fromEntries(says),
  };
}

function sentence(row: Row): string {
  const within = say("response.rules.within", { hours: row.within_h });
  const limit =
    "rain_mm" in row
      ? say("response.rules.rain", { mm: row.rain_mm ?? "—" })
      : say("response.rules.wind", { mean: row.mean_force ?? "—", gust: row.gust_force ?? "—" });
  return `${within} · ${limit}`;
}

function rows(rules: Row[], _: Told, write: ((rules: Row[]) => void) | null) {
  return (
    <ul class="values-signals">
      {rules.map((row) => (
        <li key={`${row.kind}${row.colour}`}>
          <Plate severity={severityOf(row.colour)}>{signalName(row)}</Plate>
          {write === null ? (
            <span>{sentence(row)}</span>
          ) : (
            fieldsOf(row).map((field) => (
              <span key={field} class="values-field">
                <span class="quiet">{say(`values.signal.${field}`)}</span>
                <NumberBox
                  label={`${signalName(row)} · ${say(`values.signal.${field}`)}`}
                  value={figureOf(row, field)}
                  {...FIELDS[field]}
                  write={(value) =>
                    write(rules.map((each) => (each === row ? { ...row, [field]: value } : each)))
                  }
                />
              </span>
            ))
          )}
        </li>
      ))}
    </ul>
  );
}
