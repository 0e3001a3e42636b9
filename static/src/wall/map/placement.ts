// Where a callout may stand: near its zone, over no other callout, inside the map.

export interface Place {
  x: number;
  y: number;
}
export interface Card extends Place {
  width: number;
  height: number;
}

const TURNS = 16;

/** The first free spot around `anchor`, nearest first; the last one tried when none is free. */
export function placeCard(
  anchor: Place,
  size: { width: number; height: number },
  taken: readonly Card[],
  frame: { width: number; height: number },
  reachPx: number,
): Card {
  let fallback: Card = { ...size, x: anchor.x + reachPx / 2, y: anchor.y - size.height / 2 };
  for (const reach of [0.45, 0.7, 1]) {
    for (let turn = 0; turn < TURNS; turn += 1) {
      const card = cardAt(anchor, size, reachPx * reach, turn);
      if (!inside(card, frame)) continue;
      if (taken.every((other) => !overlap(card, other))) return card;
      fallback = card;
    }
  }
  return fallback;
}

/** Turns go right, left, then up and down in steps, so that leaders stay level where they can. */
function cardAt(
  anchor: Place,
  size: { width: number; height: number },
  reach: number,
  turn: number,
): Card {
  const side = turn % 2 === 0 ? 1 : -1;
  const angle = (Math.floor(turn / 2) / TURNS) * Math.PI * (turn % 4 < 2 ? 1 : -1);
  const x = anchor.x + side * Math.cos(angle) * reach + (side < 0 ? -size.width : 0);
  return { ...size, x, y: anchor.y + Math.sin(angle) * reach - size.height / 2 };
}

const inside = (card: Card, frame: { width: number; height: number }) =>
  card.x >= 0 &&
  card.y >= 0 &&
  card.x + card.width <= frame.width &&
  card.y + card.height <= frame.height;

const overlap = (a: Card, b: Card) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
