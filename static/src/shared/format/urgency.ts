// Written from app/configuration/urgency.py by `make docs`.

export const SOON_H = 2;
export const NEAR_H = 6;
export const SHAPES = { red: "◆", orange: "▲", yellow: "■" };
