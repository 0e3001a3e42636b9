/** Level Ⅰ–Ⅳ as shape, colour and numeral: ◆ red, ▲ orange, ■ yellow, ● blue. */
export function LevelSign(props: { level: number | null; size: number }) {
  const shape = SHAPES[props.level ?? 0];
  if (shape === undefined) return null;
  return (
    <svg width={props.size} height={props.size} viewBox="0 0 24 24" aria-hidden="true">
      <path
        d={shape.path}
        fill={`var(--${shape.color})`}
        stroke="var(--symbol-edge)"
        stroke-width="1.4"
        stroke-linejoin="round"
      />
      <text
        x="12"
        y={shape.base}
        text-anchor="middle"
        font-size="9"
        font-weight="700"
        fill={`var(--${shape.color}-ink)`}
      >
        {shape.numeral}
      </text>
    </svg>
  );
}

const SHAPES: Record<number, { path: string; color: string; numeral: string; base: number }> = {
  1: { path: "M12 1 23 12 12 23 1 12z", color: "red", numeral: "I", base: 15.2 },
  2: { path: "M12 2 23 21.5H1z", color: "orange", numeral: "II", base: 18.6 },
  3: { path: "M3 3h18v18H3z", color: "yellow", numeral: "III", base: 15.2 },
  4: { path: "M12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20z", color: "blue", numeral: "IV", base: 15.2 },
};
