// Text along a line, letter by letter, broken into the line by its halo.

type Point = [x: number, y: number];

export interface Lettering {
  font: string;
  ink: string;
  halo: string;
  haloPx: number;
  /** Pixels of line from one name to the next. */
  every: number;
}

/** Write `text` again and again along `line` (pixels). A line shorter than the text stays bare. */
export function writeAlong(
  ctx: CanvasRenderingContext2D,
  line: readonly Point[],
  text: string,
  look: Lettering,
): void {
  ctx.font = look.font;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  const letters = [...text].map((letter) => ({ letter, px: ctx.measureText(letter).width }));
  const length = letters.reduce((sum, { px }) => sum + px, 0);
  const walk = new Walk(line);
  for (let from = look.every / 2; from + length < walk.length; from += look.every) {
    write(ctx, walk, letters, from, length, look);
  }
}

function write(
  ctx: CanvasRenderingContext2D,
  walk: Walk,
  letters: { letter: string; px: number }[],
  from: number,
  length: number,
  look: Lettering,
): void {
  const upright = Math.cos(walk.at(from + length / 2).turn) >= 0;
  let gone = 0;
  const placed = letters.map(({ letter, px }) => {
    const middle = gone + px / 2;
    gone += px;
    const { x, y, turn } = walk.at(upright ? from + middle : from + length - middle);
    return { letter, x, y, turn: upright ? turn : turn + Math.PI };
  });
  ctx.strokeStyle = look.halo;
  ctx.lineWidth = look.haloPx * 2;
  for (const each of placed) set(ctx, each, () => ctx.strokeText(each.letter, 0, 0));
  ctx.fillStyle = look.ink;
  for (const each of placed) set(ctx, each, () => ctx.fillText(each.letter, 0, 0));
}

function set(
  ctx: CanvasRenderingContext2D,
  { x, y, turn }: { x: number; y: number; turn: number },
  draw: () => void,
): void {
  ctx.save();
  ctx.translate(x, y);
  ctx.rotate(turn);
  draw();
  ctx.restore();
}

/** Places along a line by the distance walked on it. */
export class Walk {
  readonly length: number;
  private readonly far: number[];

  constructor(private readonly line: readonly Point[]) {
    let sum = 0;
    this.far = line.map(([x, y], i) => {
      const [px, py] = line[i - 1] ?? [x, y];
      sum += Math.hypot(x - px, y - py);
      return sum;
    });
    this.length = sum;
  }

  /** Where one is after `px`, and which way the line runs there (radians). */
  at(px: number): { x: number; y: number; turn: number } {
    const next = Math.max(
      1,
      this.far.findIndex((far) => far >= px),
    );
    const [x1, y1] = this.line[next - 1] ?? [0, 0];
    const [x2, y2] = this.line[next] ?? [x1, y1];
    const side = (this.far[next] ?? 0) - (this.far[next - 1] ?? 0);
    const share = side === 0 ? 0 : (px - (this.far[next - 1] ?? 0)) / side;
    return {
      x: x1 + (x2 - x1) * share,
      y: y1 + (y2 - y1) * share,
      turn: Math.atan2(y2 - y1, x2 - x1),
    };
  }
}
