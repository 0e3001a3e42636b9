import { type ComponentChild, render } from "preact";

/** Put the screen in the place of the page's first frame. */
export function showScreen(screen: ComponentChild): void {
  const root = document.getElementById("screen");
  if (root === null) return;
  root.replaceChildren(); // what stands in the page itself is nobody's to update
  render(screen, root);
}
