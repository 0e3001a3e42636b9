/** A figure in a table: as text while it is read only, an input while it is changed. */
export function NumberBox(props: {
  label: string;
  value: number | null;
  low: number;
  high: number;
  whole?: boolean;
  write: ((value: number) => void) | null;
}) {
  const { value, write } = props;
  if (write === null) return <b class="num">{value ?? "—"}</b>;
  return (
    <input
      class="input num values-number"
      type="number"
      aria-label={props.label}
      value={value ?? ""}
      min={props.low}
      max={props.high}
      step={props.whole === true ? 1 : "any"}
      onChange={(event) => {
        const given = event.currentTarget.valueAsNumber;
        if (!Number.isNaN(given)) write(given);
      }}
    />
  );
}
