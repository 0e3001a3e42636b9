/** A figure in a table that is changed. What is no figure is not taken. */
export function NumberBox(props: {
  label: string;
  value: number | null;
  low: number;
  high: number;
  whole?: boolean;
  write: (value: number) => void;
}) {
  return (
    <input
      class="input num values-number"
      type="number"
      aria-label={props.label}
      value={props.value ?? ""}
      min={props.low}
      max={props.high}
      step={props.whole === true ? 1 : "any"}
      onChange={(event) => {
        const given = event.currentTarget.valueAsNumber;
        if (!Number.isNaN(given)) props.write(given);
      }}
    />
  );
}
