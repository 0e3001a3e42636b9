import { useEffect, useRef } from "preact/hooks";

/** Keep the link of the page at hand in sight where a row of links is wider than the screen. */
export function useCurrentInView<T extends HTMLElement>(current: string) {
  const row = useRef<T>(null);
  useEffect(() => {
    const link = row.current?.querySelector("[aria-current]");
    link?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [current]);
  return row;
}
