import { useSignal } from "@preact/signals";
import type { MapLayer } from "../../shared/api/types";
import { count } from "../../shared/format/number";
import { inLanguage } from "../../shared/i18n/language";
import { say } from "../../shared/i18n/say";
import { mapZoom } from "../map/view";
import { ARRIVAL_LAYER, hiddenLayers, isLayerShown, isochrones, layers, link } from "../store";
import { Swatch } from "./Swatch";
import { VesselCounts } from "./VesselCounts";

/** The layers, which are the legend: symbol, name, count, and what is only an example. */
export function LayerList() {
  const groups = new Map<string, MapLayer[]>();
  for (const layer of layers.value) {
    groups.set(layer.group.id, [...(groups.get(layer.group.id) ?? []), layer]);
  }
  return (
    <section class="layers">
      <header class="panel-head">
        <h2>{say("layers.title")}</h2>
        <span>{say("layers.count")}</span>
      </header>
      {[...groups.values()].map((members) => (
        <Group key={members[0]?.group.id} members={members} />
      ))}
    </section>
  );
}

function Group({ members }: { members: MapLayer[] }) {
  const first = members[0];
  if (first === undefined) return null;
  return (
    <>
      <h3 class="layer-group">{inLanguage(first.group)}</h3>
      <ul>
        {first.group.id === "weather" && <ArrivalRow />}
        {members.map((layer) => (
          <LayerRow key={layer.id} layer={layer} />
        ))}
      </ul>
    </>
  );
}

export function toggleLayer(id: string): void {
  const hidden = new Set(hiddenLayers.value);
  if (!hidden.delete(id)) hidden.add(id);
  hiddenLayers.value = hidden;
}

function LayerRow({ layer }: { layer: MapLayer }) {
  const open = useSignal(false);
  const name = inLanguage(layer.title);
  const hasParts = layer.legend.length > 1;
  return (
    <li>
      <div class="layer" data-shown={isLayerShown(layer.id)}>
        <Eye id={layer.id} name={name} />
        <Swatch entry={layer.legend[0]} />
        <button
          type="button"
          class="layer-name"
          disabled={!hasParts}
          aria-expanded={hasParts ? open.value : undefined}
          title={inLanguage(layer.source)}
          onClick={() => {
            open.value = !open.value;
          }}
        >
          {name}
        </button>
        <LayerNote layer={layer} />
        <b class="num">{count(liveCount(layer))}</b>
      </div>
      {layer.refresh.kind === "positions" && <VesselCounts />}
      {open.value && <Legend layer={layer} />}
    </li>
  );
}

/** Movers are counted as they come in, everything else as the server counted. */
function liveCount(layer: MapLayer): number {
  return layer.refresh.kind === "positions" ? Math.max(moversShown(), layer.count) : layer.count;
}

function moversShown(): number {
  void link.feeds.value; // recount whenever the feeds are told: every two seconds
  return link.movers.count;
}

function LayerNote({ layer }: { layer: MapLayer }) {
  if (isLayerShown(layer.id) && mapZoom.value < layer.zoom[0] && layer.count > 0) {
    return <span class="layer-note">{say("layers.zoomIn")}</span>;
  }
  return layer.illustrative ? <span class="layer-note">{say("layers.illustrative")}</span> : null;
}

function Legend({ layer }: { layer: MapLayer }) {
  return (
    <ul class="legend">
      {layer.legend.map((entry) => (
        <li key={String(entry.value)}>
          <Swatch entry={entry} />
          {inLanguage(entry.label)}
        </li>
      ))}
    </ul>
  );
}

function ArrivalRow() {
  const lines = isochrones.value?.features.length ?? 0;
  return (
    <li>
      <div class="layer" data-shown={isLayerShown(ARRIVAL_LAYER)}>
        <Eye id={ARRIVAL_LAYER} name={say("layers.arrival7")} />
        <svg class="swatch" viewBox="0 0 22 18" aria-hidden="true">
          <path d="M2 14Q9 6 20 4" fill="none" stroke="var(--wind)" stroke-width="1.6" />
        </svg>
        <span class="layer-name">{say("layers.arrival7")}</span>
        <b class="num">{count(lines)}</b>
      </div>
    </li>
  );
}

function Eye(props: { id: string; name: string }) {
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
