import { say } from "../../shared/i18n/say";
import { hiddenLayers, isLayerShown } from "../state/store";

export function toggleLayer(id: string): void {
  const hidden = new Set(hiddenLayers.value);
  if (!hidden.delete(id)) hidden.add(id);
  hiddenLayers.value = hidden;
}

/** The switch that shows or hides a layer. */
export function Eye(props: { id: string; name: string }) {
  const shown = isLayerShown(props.id);
  return (
    <button
      type="button"
      class="eye"
      role="switch"
      aria-checked={shown}
      aria-label={say("layers.toggle", { name: props.name })}
      title={props.name}
      onClick={() => toggleLayer(props.id)}
    >
      <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
        <rect
          x=".75"
          y=".75"
          width="10.5"
          height="10.5"
          rx="1.5"
          fill="none"
          stroke="currentColor"
        />
        {shown && (
          <path d="m3 6 2.2 2.4L9.2 3.6" fill="none" stroke="currentColor" stroke-width="1.6" />
        )}
      </svg>
    </button>
  );
}
