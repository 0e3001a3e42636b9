import { signal } from "@preact/signals";

const query = matchMedia("(min-width: 2560px)");

/** A desk so wide that the storm and what is selected stand side by side. */
export const wide = signal(query.matches);

query.addEventListener("change", () => {
  wide.value = query.matches;
});
