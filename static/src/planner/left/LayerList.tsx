import { useSignal } from "@preact/signals";
import type { MapLayer } from "../../shared/api/types";
import { count } from "../../shared/format/number";
import { inLanguage } from "../../shared/i18n/language";
import { say } from "../../shared/i18n/say";
import { layers } from "../../shared/incident/store";
import { may } from "../../shared/session/store";
import { isLayerShown, link } from "../state/store";
import { importOpen } from "../state/storm";
import { mapZoom } from "../state/view";
import { Eye } from "./Eye";
import { OwnLayers } from "./OwnLayers";
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
        {may("import_layers") && (
          <button
            type="button"
            class="layers-import"
            onClick={() => {
              importOpen.value = "layer";
            }}
          >
            {say("intake.layer")}
          </button>
        )}
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
        {first.group.id === "weather" && <OwnLayers />}
        {members.map((layer) => (
          <LayerRow key={layer.id} layer={layer} />
        ))}
      </ul>
    </>
  );
}

function LayerRow({ layer }: { layer: MapLayer }) {
  const open = useSignal(false);
  const name = inLanguage(layer.title);
  return (
    <li>
      <div class="layer" data-shown={isLayerShown(layer.id)}>
        <Eye id={layer.id} name={name} />
        <Swatch entry={layer.legend[0]} />
        <button
          type="button"
          class="layer-name"
          aria-expanded={open.value}
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

/** What each look means, and where the data come from. */
function Legend({ layer }: { layer: MapLayer }) {
  const looks = layer.legend.length > 1 ? layer.legend : [];
  return (
    <ul class="legend">
      {looks.map((entry) => (
        <li key={String(entry.value)}>
          <Swatch entry={entry} />
          {inLanguage(entry.label)}
        </li>
      ))}
      <li class="legend-source">{inLanguage(layer.source)}</li>
    </ul>
  );
}
