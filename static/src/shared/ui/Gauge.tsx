import { fillSeverity } from "../format/severity";
import "./gauge.css";

/** A staff gauge 水尺: how much is taken, in what is there; a tick each 20 %. */
export function Gauge(props: { used: number; added?: number; capacity: number; label: string }) {
  const { used, capacity, label } = props;
  const added = props.added ?? 0;
  const share = (value: number) =>
    capacity <= 0 ? 100 : Math.min(100, (Math.max(0, value) / capacity) * 100);
  const severity = fillSeverity(used + added, capacity);
  return (
    <span
      class={`gauge gauge-${severity}`}
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={capacity}
      aria-valuenow={used + added}
    >
      <span class="gauge-fill" style={{ width: `${share(used + added)}%` }} />
      {added > 0 && <span class="gauge-before" style={{ width: `${share(used)}%` }} />}
    </span>
  );
}
