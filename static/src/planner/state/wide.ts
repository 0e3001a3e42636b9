import { signal } from "@preact/signals";

const query = matchMedia("(min-width: 2560px)");

/** A desk so wide that the storm and what is selected stand side by side. */
export const wide = signal(query.matches);

const table = matchMedia("(min-width: 3200px)"); // as planner.css has it for --zoom

/** By how much everything is larger where the screen is a table's width of pixels. */
export const zoom = signal(table.matches ? 1.5 : 1);

table.addEventListener("change", () => {
  zoom.value = table.matches ? 1.5 : 1;
});
query.addEventListener("change", () => {
  wide.value = query.matches;
});
