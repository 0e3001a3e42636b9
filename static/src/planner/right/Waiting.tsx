import type { ComponentChildren } from "preact";
import type { WaitingAnswer, WaitingFigures } from "../../shared/api/zone_types";
import { shownAt } from "../../shared/clock";
import { duration } from "../../shared/format/duration";
import { millis, shortMoment } from "../../shared/format/moment";
import { inLanguage } from "../../shared/i18n/language";
import { say } from "../../shared/i18n/say";
import { Plate } from "../../shared/ui/Plate";
import { Why } from "../../shared/ui/Why";
import "./waiting.css";

/** Order now, or wait for the next bulletin: four figures and one sentence, or why there are none. */
export function Waiting({ waiting }: { waiting: WaitingAnswer | null }) {
  if (waiting === null) return null;
  return (
    <section class="facts waiting" aria-label={say("waiting.title")}>
      {waiting.figures !== null && <Figures figures={waiting.figures} />}
      <p class={waiting.figures === null ? "quiet" : "waiting-told"}>{inLanguage(waiting.told)}</p>
    </section>
  );
}

function Figures({ figures }: { figures: WaitingFigures }) {
  const until = millis(figures.wait_until_at);
  const left = until === null ? null : (until - shownAt.value) / 1000;
  return (
    <dl class="waiting-figures num">
      <Figure name={say("waiting.needless")}>{percent(figures.needless_pct)}</Figure>
      <Figure name={say("waiting.late")}>{percent(figures.late_next_pct)}</Figure>
      <Figure name={say("waiting.hours")}>
        {left === null ? say("waiting.always") : duration(Math.max(left, 0))}
      </Figure>
      <Figure name={<Why text={inLanguage(figures.basis)}>{say("waiting.advice")}</Why>}>
        <Plate severity={figures.call === "order" ? "orange" : "blue"}>{advice(figures)}</Plate>
      </Figure>
    </dl>
  );
}

function advice({ order_by_at }: WaitingFigures): string {
  const by = millis(order_by_at);
  if (by === null) return say("waiting.wait");
  if (by <= shownAt.value) return say("waiting.order");
  return say("waiting.orderBy", { time: shortMoment(by, shownAt.value) });
}

function Figure(props: { name: ComponentChildren; children: ComponentChildren }) {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

const percent = (value: number) => `${Math.round(value)}%`;
