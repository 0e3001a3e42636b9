import type { Strip } from "../../shared/api/wind_types";
import { showMoment, shownAt } from "../../shared/clock";
import { clockTime, dayText, localTime, shortMoment } from "../../shared/format/moment";
import { decimal } from "../../shared/format/number";
import { sunDay } from "../../shared/format/sun";
import { say } from "../../shared/i18n/say";
import { highWaters, place } from "../state/storm";
import {
  bandPath,
  type Frame,
  figuresAt,
  linePath,
  roomy,
  type Scale,
  scaleOf,
} from "./strip_scale";
import "./block.css";
import "./strip.css";

const FRAME: Frame = { width: 332, height: 168, left: 4, right: 44, top: 8, bottom: 34 };
const HOUR = 3_600_000;
const TICK_H = 6;
const LABEL_H = 12;

/** Wind at the place over time: likely line, band of one to nine in ten, force lines, now. */
export function StripChart({ strip }: { strip: Strip }) {
  const scale = scaleOf(strip, FRAME);
  if (scale === null) return <p class="quiet">{say("place.strip.none")}</p>;
  return (
    <figure class="strip">
      <Readout strip={strip} />
      {/* The ruler's handle is the same by keyboard. */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: see above */}
      <svg
        width={FRAME.width}
        height={FRAME.height}
        role="img"
        aria-label={say("place.strip.label")}
        onClick={(event) => {
          const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
          const wide = FRAME.width - FRAME.left - FRAME.right;
          const share = Math.min(1, Math.max(0, (x - FRAME.left) / wide));
          showMoment(Math.round((scale.from + share * (scale.to - scale.from)) / 60_000) * 60_000);
        }}
      >
        <Nights scale={scale} />
        <Forces strip={strip} scale={scale} />
        <path d={bandPath(strip, scale)} class="strip-band" />
        <path d={linePath(strip, strip.wind_ms.p90, scale)} class="strip-edge" />
        <path d={linePath(strip, strip.wind_ms.p10, scale)} class="strip-edge" />
        <path d={linePath(strip, strip.wind_ms.likely, scale)} class="strip-line" />
        <Hours scale={scale} />
        <HighWaters scale={scale} />
        <Now scale={scale} />
      </svg>
      <figcaption class="fine">
        <i class="key-line" /> {say("place.strip.likely")} <i class="key-band" />{" "}
        {say("place.strip.band")}
      </figcaption>
    </figure>
  );
}

function Readout({ strip }: { strip: Strip }) {
  const told = figuresAt(strip, shownAt.value);
  if (told === null) return <p class="strip-now num quiet">—</p>;
  return (
    <p class="strip-now num">
      <b>{decimal(told.likely, 0)}</b> <small>m/s</small>
      <span class="quiet">
        {clockTime(shownAt.value)} · {decimal(told.p10, 0)}–{decimal(told.p90, 0)}
      </span>
    </p>
  );
}

const bottom = FRAME.height - FRAME.bottom;
const end = FRAME.width - FRAME.right;

function Forces({ strip, scale }: { strip: Strip; scale: Scale }) {
  const lines = (strip.force_lines ?? []).filter((each) => each.wind_ms < scale.topMs);
  const named = roomy(lines.map(({ wind_ms }) => scale.y(wind_ms)));
  return (
    <>
      {lines.map(({ force, wind_ms }, index) => (
        <g key={force} class={`strip-force strip-force-${force}`}>
          <line x1={FRAME.left} x2={end} y1={scale.y(wind_ms)} y2={scale.y(wind_ms)} />
          {named[index] && (
            <text x={end + 5} y={scale.y(wind_ms) + 4}>
              {say("typhoon.force", { force })}
            </text>
          )}
        </g>
      ))}
    </>
  );
}

function Nights({ scale }: { scale: Scale }) {
  const at = place.value;
  if (at === null) return null;
  const nights: { from: number; to: number }[] = [];
  for (let day = scale.from - 24 * HOUR; day < scale.to + 24 * HOUR; day += 24 * HOUR) {
    const from = Math.max(scale.from, sunDay(day, at.lon, at.lat).setMs);
    const to = Math.min(scale.to, sunDay(day + 24 * HOUR, at.lon, at.lat).riseMs);
    if (to > from) nights.push({ from, to });
  }
  return (
    <>
      {nights.map(({ from, to }) => (
        <rect
          key={from}
          x={scale.x(from)}
          y="0"
          width={scale.x(to) - scale.x(from)}
          height={bottom}
          class="night"
        />
      ))}
    </>
  );
}

function Hours({ scale }: { scale: Scale }) {
  const ticks: number[] = [];
  const zone = 8 * HOUR;
  const step = TICK_H * HOUR;
  for (let at = Math.ceil((scale.from + zone) / step) * step - zone; at <= scale.to; at += step) {
    ticks.push(at);
  }
  return (
    <g class="strip-hours">
      <line x1={FRAME.left} x2={end} y1={bottom} y2={bottom} />
      {ticks.map((at) => {
        const { hour } = localTime(at);
        const named = hour % LABEL_H === 0;
        return (
          <g key={at}>
            <line x1={scale.x(at)} x2={scale.x(at)} y1={bottom} y2={bottom + (named ? 5 : 3)} />
            {named && scale.x(at) < end - 12 && (
              <text x={scale.x(at)} y={bottom + 17} class={hour === 0 ? "day" : ""}>
                {hour === 0 ? dayText(at) : clockTime(at)}
              </text>
            )}
          </g>
        );
      })}
    </g>
  );
}

/** High waters of the tide or surge that are known: the other clock of a dyke. */
function HighWaters({ scale }: { scale: Scale }) {
  const known = highWaters.value.filter((each) => each.ms >= scale.from && each.ms <= scale.to);
  return (
    <g class="strip-water">
      {known.map((each) => (
        <g key={`${each.ms}${each.station}`}>
          <title>
            {say("place.highWater")} {each.station} {shortMoment(each.ms, shownAt.value)}{" "}
            {decimal(each.value, 2)} {each.unit}
          </title>
          <path d={`M${scale.x(each.ms)} ${bottom + 22}l4 7h-8z`} />
        </g>
      ))}
    </g>
  );
}

function Now({ scale }: { scale: Scale }) {
  const at = shownAt.value;
  if (at < scale.from || at > scale.to) return null;
  return <line x1={scale.x(at)} x2={scale.x(at)} y1="0" y2={bottom} class="strip-now-line" />;
}
