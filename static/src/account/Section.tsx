import type { ComponentChildren } from "preact";

/** A heading at the left, its matter at the right, a line below. */
export function Section(props: { title: string; note?: string; children: ComponentChildren }) {
  return (
    <section class="own-section">
      <header>
        <h2>{props.title}</h2>
        {props.note !== undefined && <p>{props.note}</p>}
      </header>
      <div class="own-matter">{props.children}</div>
    </section>
  );
}
