import { expect, test } from "vitest";
import { type Card, placeCard } from "./placement";

const SIZE = { width: 300, height: 120 };
const FRAME = { width: 2880, height: 1740 };

function overlaps(a: Card, b: Card): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

test("seven callouts of one crowded bay do not cover each other", () => {
  const cards: Card[] = [];
  for (let i = 0; i < 7; i += 1) {
    cards.push(placeCard({ x: 1400 + i * 15, y: 800 + i * 10 }, SIZE, cards, FRAME, 520));
  }
  const pairs = cards.flatMap((a, i) => cards.slice(i + 1).map((b) => overlaps(a, b)));
  expect(pairs.some(Boolean)).toBe(false);
});

test("a zone at the edge gets its callout inside the map", () => {
  const card = placeCard({ x: 2870, y: 10 }, SIZE, [], FRAME, 260);
  expect(card.x + card.width).toBeLessThanOrEqual(FRAME.width);
  expect(card.y).toBeGreaterThanOrEqual(0);
});
