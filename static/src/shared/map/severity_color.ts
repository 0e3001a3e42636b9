import type { ExpressionSpecification } from "maplibre-gl";
import { token } from "../theme/theme";

/** The colour of a zone by its `severity`, in the theme as it stands. */
export const severityColor = (): ExpressionSpecification => [
  "match",
  ["get", "severity"],
  "red",
  token("red"),
  "orange",
  token("orange"),
  "yellow",
  token("yellow"),
  token("t1"),
];
