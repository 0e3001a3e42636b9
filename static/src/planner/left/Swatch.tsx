import type { LegendEntry } from "../../shared/api/types";
import { imageAddress } from "../../shared/map/icons/draw";
import { theme } from "../../shared/theme/theme";

/** One legend entry as the map draws it. */
export function Swatch({ entry }: { entry: LegendEntry | undefined }) {
  if (entry === undefined) return <span class="swatch" />;
  if (entry.symbol !== null && entry.fill === null) {
    return <img class="swatch" alt="" src={imageAddress(entry.symbol, theme.value)} />;
  }
  return (
    <svg class="swatch" viewBox="0 0 22 18" aria-hidden="true">
      <Area entry={entry} />
      <Stroke entry={entry} />
      {entry.dot !== null && (
        <circle
          cx="11"
          cy="9"
          r={Math.min(5, entry.dot.radius + 1)}
          fill={entry.dot.hollow ? "none" : `var(--${entry.dot.color})`}
          stroke={`var(--${entry.dot.outline ?? entry.dot.color})`}
        />
      )}
    </svg>
  );
}

function Area({ entry }: { entry: LegendEntry }) {
  if (entry.fill === null) return null;
  const edge = { stroke: `var(--${entry.line?.color ?? "t2"})`, "stroke-dasharray": "2 2" };
  if (!entry.fill.hatch) {
    const color = `var(--${entry.fill.color ?? "t2"})`;
    return (
      <rect x="3" y="3" width="16" height="12" fill={color} fill-opacity={entry.fill.opacity} />
    );
  }
  return (
    <>
      <path d="M4 15 15 3M9 15 19 4M3 10l7-7" stroke="var(--t2)" stroke-width=".8" />
      <rect x="3" y="3" width="16" height="12" fill="none" stroke-width=".8" {...edge} />
    </>
  );
}

function Stroke({ entry }: { entry: LegendEntry }) {
  const { line } = entry;
  if (line === null || entry.fill?.hatch === true) return null;
  return (
    <path
      d={entry.fill === null ? "M2 13 9 7l4 3 7-6" : "M3 3h16v12H3z"}
      fill="none"
      stroke={`var(--${line.color})`}
      stroke-width={Math.max(1, line.width)}
      stroke-dasharray={line.dash?.map((part) => part * line.width).join(" ")}
    />
  );
}
