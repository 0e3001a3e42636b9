// Number, name and plate beside each zone: few enough for DOM markers, as sharp as the panel's.

import { type Map as MapLibre, Marker } from "maplibre-gl";
import type { Zone } from "../../shared/api/zone_types";
import { duration } from "../../shared/format/duration";
import { marginSeverity, SHAPE } from "../../shared/format/severity";
import { say } from "../../shared/i18n/say";
import { tagPlace } from "./zone_layers";

/** Keeps one tag a zone. */
export class ZoneTags {
  private readonly tags = new Map<string, Marker>();

  constructor(
    private readonly map: MapLibre,
    private readonly onClick: (zoneId: string) => void,
  ) {}

  update(zones: readonly Zone[], margin: (zone: Zone) => number | null): void {
    const wanted = new Set(zones.map((zone) => zone.zone_id));
    for (const [id, marker] of this.tags) {
      if (!wanted.has(id)) {
        marker.remove();
        this.tags.delete(id);
      }
    }
    for (const zone of zones) this.put(zone, margin(zone));
  }

  clear(): void {
    for (const marker of this.tags.values()) marker.remove();
    this.tags.clear();
  }

  private put(zone: Zone, margin: number | null): void {
    const marker = this.tags.get(zone.zone_id) ?? this.made(zone.zone_id);
    marker.setLngLat(tagPlace(zone));
    const element = marker.getElement();
    const text = tagText(margin);
    const mark = `${zone.number}|${text}|${zone.name}`;
    if (element.dataset["mark"] === mark) return;
    element.dataset["mark"] = mark;
    const severity = marginSeverity(margin);
    element.replaceChildren(
      part("zone-tag num", String(zone.number)),
      part("map-tag-name", zone.name),
      ...(text === ""
        ? []
        : [part(`plate plate-${severity}`, `${SHAPE[severity]} ${text}`.trim())]),
    );
  }

  private made(zoneId: string): Marker {
    const element = document.createElement("button");
    element.type = "button";
    element.className = "map-tag";
    element.addEventListener("click", (event) => {
      event.stopPropagation();
      this.onClick(zoneId);
    });
    const marker = new Marker({ element, anchor: "left", offset: [10, 0] });
    marker.setLngLat([0, 0]).addTo(this.map);
    this.tags.set(zoneId, marker);
    return marker;
  }
}

function part(name: string, text: string): HTMLElement {
  const span = document.createElement("span");
  span.className = name;
  span.textContent = text;
  return span;
}

function tagText(margin: number | null): string {
  if (margin === null) return "";
  const time = duration(margin);
  return margin < 0 ? say("zones.late", { time }) : time;
}
