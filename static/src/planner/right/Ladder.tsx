import type { Cutoff, Timing, WayClock } from "../../shared/api/zone_types";
import { shownAt } from "../../shared/clock";
import { minutesText } from "../../shared/format/duration";
import { clockTime, millis, shortMoment } from "../../shared/format/moment";
import { inLanguage, language } from "../../shared/i18n/language";
import { say } from "../../shared/i18n/say";
import { type CutoffGroup, groupCutoffs } from "./cutoff_groups";
import { WayHead } from "./Ways";

const HOUR = 3_600_000;

interface Span {
  from: number;
  to: number;
}

/** Each way with its cut-offs on one ruler of time: what is needed before, the binding one bold. */
export function Ladder({ timing }: { timing: Timing }) {
  const span = spanOf(timing);
  return (
    <section class="ladder" aria-label={say("answer.ladder")}>
      {timing.cutoffs.length > 0 && <Scale span={span} />}
      {timing.ways.map((clock) => (
        <section key={clock.way} aria-label={clock[language.value]}>
          <WayHead clock={clock} />
          <Cutoffs clock={clock} timing={timing} span={span} />
        </section>
      ))}
      {timing.cutoffs.length > 0 && <LadderKey />}
      <NotConsidered timing={timing} />
    </section>
  );
}

function Cutoffs(props: { clock: WayClock; timing: Timing; span: Span }) {
  const { clock, timing, span } = props;
  const own = timing.cutoffs.filter((cutoff) => cutoff.way === clock.way);
  return (
    <>
      {groupCutoffs(own).map((group) => (
        <Kind
          key={group.first.kind}
          group={group}
          span={span}
          bound={group.first.latest_start_at === clock.latest_start_at}
        />
      ))}
    </>
  );
}

function LadderKey() {
  return (
    <p class="ladder-key">
      <i class="bar-buffer" /> {say("answer.buffer")}
      <i class="bar-ready" /> {say("answer.mobilisation")}
      <i class="bar-clear" /> {say("answer.clearance")}
      <i class="bar-cut" /> {say("answer.cutoff")}
    </p>
  );
}

function spanOf(timing: Timing): Span {
  const now = shownAt.value;
  const starts = timing.cutoffs.map((each) => Date.parse(each.latest_start_at));
  const ends = timing.cutoffs.map((each) => Date.parse(each.cutoff_at));
  const from = Math.max(Math.min(now, ...starts), now - 6 * HOUR) - HOUR;
  const to = Math.max(...ends, now + 6 * HOUR) + HOUR;
  return { from, to };
}

const share = (ms: number, span: Span): number =>
  Math.min(100, Math.max(0, ((ms - span.from) / (span.to - span.from)) * 100));

function Scale({ span }: { span: Span }) {
  const hours = (span.to - span.from) / HOUR;
  const step = (hours > 60 ? 24 : hours > 30 ? 12 : hours > 14 ? 6 : 3) * HOUR;
  const zone = 8 * HOUR; // +08:00: full hours of the wall clock
  const marks: number[] = [];
  for (let at = Math.ceil((span.from + zone) / step) * step - zone; at <= span.to; at += step) {
    if (Math.abs(share(at, span) - share(shownAt.value, span)) > 13) marks.push(at);
  }
  return (
    <div class="ladder-scale num">
      {marks.map((at) => (
        <span key={at} style={{ left: `${share(at, span)}%` }}>
          {clockTime(at).slice(0, 2)}
        </span>
      ))}
      <span class="ladder-now" style={{ left: `${share(shownAt.value, span)}%` }}>
        {say("now")}
      </span>
    </div>
  );
}

/** A row that opens to what each cut-off of its kind rests on. */
function Kind(props: { group: CutoffGroup; span: Span; bound: boolean }) {
  const { first, others } = props.group;
  return (
    <details class="ladder-kind" data-bound={props.bound}>
      <summary>
        <Row cutoff={first} span={props.span} more={others.length} />
      </summary>
      <ul>
        {[first, ...others].map((cutoff) => (
          <li key={inLanguage(cutoff.name)} data-passed={cutoff.passed}>
            <span class="num">
              {shortMoment(Date.parse(cutoff.latest_start_at), shownAt.value)}
            </span>{" "}
            {inLanguage(cutoff.detail) || inLanguage(cutoff.name)} ·{" "}
            {say("answer.needs", { time: minutesText(cutoff.needed_min) })}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Row(props: { cutoff: Cutoff; span: Span; more: number }) {
  const { cutoff, span, more } = props;
  const end = millis(cutoff.cutoff_at) ?? 0;
  const { clearance_min, mobilisation_min, notification_min, buffer_min } = cutoff.parts;
  const clear = end - clearance_min * 60_000;
  const ready = clear - ((mobilisation_min ?? 0) + (notification_min ?? 0)) * 60_000;
  const start = ready - (buffer_min ?? 0) * 60_000;
  const name = cutoff[language.value];
  return (
    <span class="ladder-row" data-passed={cutoff.passed}>
      <span class="ladder-name">
        {name}
        {more > 0 && <small class="num"> ×{more + 1}</small>}
      </span>
      <span class="ladder-track">
        <Bar kind="buffer" from={share(start, span)} to={share(ready, span)} />
        <Bar kind="ready" from={share(ready, span)} to={share(clear, span)} />
        <Bar kind="clear" from={share(clear, span)} to={share(end, span)} />
        <i class="bar-cut" style={{ left: `${share(end, span)}%` }} />
        <i class="bar-now" style={{ left: `${share(shownAt.value, span)}%` }} />
      </span>
      <span class="ladder-time num">
        {shortMoment(Date.parse(cutoff.latest_start_at), shownAt.value)}
      </span>
    </span>
  );
}

function Bar(props: { kind: string; from: number; to: number }) {
  if (props.to <= props.from) return null;
  return (
    <i
      class={`bar-${props.kind}`}
      style={{ left: `${props.from}%`, width: `${props.to - props.from}%` }}
    />
  );
}

function NotConsidered({ timing }: { timing: Timing }) {
  if (timing.not_considered.length === 0) return null;
  return (
    <ul class="not-considered">
      {timing.not_considered.map((item) => (
        <li key={`${item.kind} ${inLanguage(item.why)}`}>
          <span>{item[language.value]}</span>{" "}
          {say("answer.notConsidered", { why: inLanguage(item.why) })}
        </li>
      ))}
    </ul>
  );
}
