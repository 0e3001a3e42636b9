// Shapes with the names that stand on their lines.

import type { Shapes } from "../../api/wind_types";
import { say } from "../../i18n/say";
import { collection } from "./features";

type Named = (properties: Record<string, unknown>) => string | null;

/** The features that get a name, with it. */
export function withLabels(data: Shapes, name: Named): Shapes {
  return collection(
    data.features.flatMap((each) => {
      const label = name(each.properties ?? {});
      return label === null ? [] : [{ ...each, properties: { ...each.properties, label } }];
    }),
  );
}

/** Only the outer edge, named by its percentage and, where there are several, its agency. */
export function coneOutlines(data: Shapes): Shapes {
  const several = new Set(data.features.map((each) => each.properties?.["agency"])).size > 1;
  return withLabels(data, ({ part, percent, agency }) => {
    if (part !== "outline") return null;
    const name = say("typhoon.cone.name", { percent: String(percent ?? 70) });
    return several ? `${agency} ${name}` : name;
  });
}
