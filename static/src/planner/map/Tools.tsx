import type { ComponentChildren } from "preact";
import { say } from "../../shared/i18n/say";
import { may } from "../../shared/session/store";
import { drawing, helpOpen, tableOpen } from "../state/store";
import { HOME, STORM, showBox, theMap } from "../state/view";
import { clearSelection, startDrawing } from "../zones/acts";

/** Tools at the map's edge. */
export function Tools() {
  return (
    <div class="tools" role="toolbar" aria-label={say("map.label")}>
      <Tool
        name={say("tool.browse")}
        pressed={!drawing.value}
        act={() => drawing.value && clearSelection()}
      >
        <path d="M5 3l10 6.2-4.4 1.2L8.4 15z" />
      </Tool>
      {may("draw_zones") && <DrawTools />}
      <hr />
      <Tool name={say("tool.home")} act={() => showBox(HOME)}>
        <path d="M3 15h12M4.500 15V8.500L9 4l4.500 4.500V15" />
      </Tool>
      <Tool name={say("tool.storm")} act={() => showBox(STORM)}>
        <path d="M9 6.200a2.800 2.800 0 1 1 0 5.600 2.800 2.800 0 0 1 0-5.600zM11.800 9c0-3-2-5.500-6.300-5.500M6.200 9c0 3 2 5.500 6.300 5.500" />
      </Tool>
      <hr />
      <Tool name={say("tool.zoomIn")} act={() => theMap()?.zoomIn()}>
        <path d="M9 4v10M4 9h10" />
      </Tool>
      <Tool name={say("tool.zoomOut")} act={() => theMap()?.zoomOut()}>
        <path d="M4 9h10" />
      </Tool>
      <hr />
      <Tool
        name={say("help.title")}
        act={() => {
          helpOpen.value = true;
        }}
      >
        <path d="M2.500 5h13v8h-13zM5 7.700h.01M8 7.700h.01M11 7.700h.01M13 7.700h.01M6 10.600h6" />
      </Tool>
    </div>
  );
}

/** For those who may draw only: nobody is led to a refusal. */
function DrawTools() {
  return (
    <>
      <Tool name={say("tool.draw")} pressed={drawing.value} act={startDrawing}>
        <path d="M4 6.5 11 3l4 6-4.5 6-6-2.5z" />
        <path
          d="M4 6.5h.01M11 3h.01M15 9h.01M10.500 15h.01M4.500 12.500h.01"
          stroke-width="3.4"
          stroke-linecap="round"
        />
      </Tool>
      <Tool
        name={say("tool.table")}
        act={() => {
          tableOpen.value = true;
        }}
      >
        <path d="M3 4h12v10H3zM3 7.500h12M3 11h12M8 4v10" />
      </Tool>
    </>
  );
}

interface ToolProps {
  name: string;
  pressed?: boolean;
  act: () => void;
  children: ComponentChildren;
}

function Tool(props: ToolProps) {
  return (
    <button
      type="button"
      title={props.name}
      aria-label={props.name}
      aria-pressed={props.pressed}
      onClick={props.act}
    >
      <svg
        width="18"
        height="18"
        viewBox="0 0 18 18"
        fill="none"
        stroke="currentColor"
        stroke-width="1.5"
        stroke-linejoin="round"
        aria-hidden="true"
      >
        {props.children}
      </svg>
    </button>
  );
}
