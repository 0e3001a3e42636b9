// The head is one line and its words change length each minute: the last figure, the seconds, would
// stand outside the wall. Air is given up first, letters only then.

interface Step {
  air: number;
  letters: number;
}

const STEPS: readonly Step[] = [
  { air: 1, letters: 1 },
  { air: 0.6, letters: 1 },
  { air: 0.35, letters: 1 },
  { air: 0.35, letters: 0.94 },
  { air: 0.35, letters: 0.88 },
  { air: 0.25, letters: 0.8 },
  { air: 0.1, letters: 0.72 },
  { air: 0, letters: 0.64 },
];

/** Keep a row's children within it as they change; returns what ends that. */
export function fitRow(row: HTMLElement): () => void {
  let asked = 0;
  const watch = new ResizeObserver(() => {
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(() => fitNow(row));
  });
  for (const part of [row, ...row.children]) watch.observe(part);
  return () => {
    cancelAnimationFrame(asked);
    watch.disconnect();
  };
}

/** To the fraction of a pixel: scrollWidth is rounded, and half a figure too much is not seen in it. */
function isWithin(row: HTMLElement): boolean {
  const last = row.lastElementChild?.getBoundingClientRect().right ?? 0;
  return last <= row.getBoundingClientRect().right + 0.25;
}

function fitNow(row: HTMLElement): void {
  for (const step of STEPS) {
    row.style.setProperty("--air", String(step.air));
    row.style.setProperty("--letters", String(step.letters));
    if (isWithin(row)) return;
  }
}
