import type { Proposal, PublishedFigure } from "../../shared/api/generated";
import { count, decimal } from "../../shared/format/number";
import { inLanguage } from "../../shared/i18n/language";
import { say } from "../../shared/i18n/say";
import { incident } from "../../shared/incident/store";
import { accepted, waitingPeople } from "../state/proposal";

const LEAST = 1000;
const MOST = 300_000;
const TICKS = [1000, 10_000, 100_000];

/** Where a number stands on the logarithmic rule, per cent from the left. */
export function placeOf(people: number): number {
  const share = Math.log(Math.max(people, LEAST) / LEAST) / Math.log(MOST / LEAST);
  return Math.min(100, share * 100);
}

/** The plan on one rule with what past storms moved: a wrong order of magnitude is seen at once. */
export function Magnitude({ proposal }: { proposal: Proposal }) {
  const total = waitingPeople.value.people + accepted.value.people + proposal.totals.zoned;
  const own = proposal.published.find((each) => each.storm_id === incident.value?.storm_id);
  return (
    <div class="magnitude">
      <div class="magnitude-rule" aria-hidden="true">
        {own !== undefined && <Band figure={own} factor={proposal.factor} />}
        {TICKS.map((each) => (
          <span key={each} class="magnitude-tick num" style={{ left: `${placeOf(each)}%` }}>
            {count(each)}
          </span>
        ))}
        {proposal.published.map((each) => (
          <span
            key={each.storm_id}
            class="magnitude-past num"
            style={{ left: `${placeOf(each.people)}%` }}
          >
            {inLanguage(each.name)} <b>{count(each.people)}</b>
          </span>
        ))}
        <span class="magnitude-own" style={{ left: `${placeOf(total)}%` }} />
      </div>
      <ul>
        {proposal.published.map((each) => (
          <li key={each.storm_id}>{compare(each, total, proposal.factor)}</li>
        ))}
      </ul>
    </div>
  );
}

function Band({ figure, factor }: { figure: PublishedFigure; factor: number }) {
  const left = placeOf(figure.people / factor);
  const width = placeOf(figure.people * factor) - left;
  return <span class="magnitude-band" style={{ left: `${left}%`, width: `${width}%` }} />;
}

/** 灿鸿 公布 7,973 的 2.4 倍, with the reason where that is beyond the factor. */
function compare(figure: PublishedFigure, total: number, factor: number) {
  const ratio = total / figure.people;
  const within = ratio >= 1 / factor && ratio <= factor;
  const text = say("proposal.ratio", {
    name: inLanguage(figure.name),
    published: count(figure.people),
    ratio: decimal(ratio, ratio < 1 ? 2 : 1),
  });
  return (
    <span title={inLanguage(figure.note)}>
      {within ? text : <strong>▲ {text}</strong>}
      <small class="quiet"> {inLanguage(figure.note)}</small>
    </span>
  );
}
