/** A row of tabs: arrow keys go round, only the chosen one is in the order of Tab. */
export function Tabs<T extends string>(props: {
  shown: readonly T[];
  chosen: T;
  /** Id of the panel they fill. */
  panel: string;
  text: (each: T) => string;
  choose: (each: T) => void;
}) {
  const { shown, chosen, choose } = props;
  const step = (by: number) => {
    const next = shown[(shown.indexOf(chosen) + by + shown.length) % shown.length];
    if (next !== undefined) choose(next);
  };
  return (
    <div
      class="tabs"
      role="tablist"
      onKeyDown={(event) => {
        const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
        if (by === undefined) return;
        step(by);
        const { currentTarget } = event;
        queueMicrotask(() =>
          currentTarget.querySelector<HTMLElement>('[aria-selected="true"]')?.focus(),
        );
      }}
    >
      {shown.map((each) => (
        <button
          key={each}
          type="button"
          role="tab"
          aria-selected={chosen === each}
          aria-controls={props.panel}
          tabIndex={chosen === each ? 0 : -1}
          onClick={() => choose(each)}
        >
          {props.text(each)}
        </button>
      ))}
    </div>
  );
}
