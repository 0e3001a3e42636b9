import type { Box } from "../../shared/live/link";

/** The whole city and its grounds: what the wall's map shows; the camera does not move by itself. */
export const CITY: Box = [121.35, 29.42, 123.75, 31.02];
