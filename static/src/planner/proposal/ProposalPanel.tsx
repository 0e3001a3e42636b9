import { useEffect, useRef } from "preact/hooks";
import { shownAt } from "../../shared/clock";
import { duration } from "../../shared/format/duration";
import { shortMoment } from "../../shared/format/moment";
import { count } from "../../shared/format/number";
import { inLanguage } from "../../shared/i18n/language";
import { say } from "../../shared/i18n/say";
import { levelName } from "../../shared/response/words";
import { ProblemNote } from "../../shared/ui/ProblemNote";
import * as plan from "../state/proposal";
import { accept, closeProposal, drop, edit, merge } from "./acts";
import { Magnitude } from "./Magnitude";
import "./proposal.css";
import { ProposalForm } from "./ProposalForm";
import { ProposalTable } from "./ProposalTable";

/** The city's own proposal: the whole list by latest start, its size, and what is done with it. */
export function ProposalPanel() {
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), []);
  const told = plan.proposal.value;
  return (
    <section class="proposal panel" aria-label={say("proposal.title")}>
      <header class="proposal-head">
        <h2 ref={head} tabIndex={-1}>
          {say("proposal.title")}
        </h2>
        <span class="draft-mark">{say("proposal.mark")}</span>
        {told !== null && (
          <span class="quiet num">
            {say("proposal.made", {
              level: levelName(told.level),
              time: shortMoment(Date.parse(told.at), shownAt.value),
              took: duration(Math.max(1, told.elapsed_ms / 1000)),
            })}
          </span>
        )}
        <button type="button" class="proposal-close" onClick={closeProposal}>
          <span class="visually-hidden">{say("close")} </span>Esc
        </button>
      </header>
      <ProposalForm />
      <ProblemNote problem={plan.planProblem.value} />
      {told === null ? (
        <p class="proposal-empty">{say("proposal.empty")}</p>
      ) : (
        <>
          <Totals />
          <ProposalTable />
          <Acts />
        </>
      )}
    </section>
  );
}

/** How many, of whom, and how that stands to what past storms moved. */
function Totals() {
  const told = plan.proposal.value;
  if (told === null) return null;
  const { people, visitors } = plan.waitingPeople.value;
  const held = told.held_back.reduce((all, each) => all + each.people, 0);
  return (
    <div class="proposal-totals">
      <div>
        <h3>{say("proposal.people")}</h3>
        <p class="hero-time num">
          {count(people)}
          <small> {say("proposal.persons")}</small>
        </p>
      </div>
      <dl class="num">
        <Figure word={say("proposal.visitors")} value={visitors} />
        <Figure word={say("proposal.unplaced")} value={told.totals.unplaced} />
        <Figure word={say("proposal.visitorsHome")} value={told.totals.visitors_home} />
        <Figure word={say("proposal.visitorsLodged")} value={told.totals.visitors_lodged} />
        <Figure word={say("proposal.shelters")} value={told.totals.shelters} />
        <Figure
          word={say("proposal.zoned")}
          value={told.totals.zoned + plan.accepted.value.people}
        />
        <Figure
          word={say("proposal.heldBack")}
          value={held}
          title={told.held_back
            .map((each) => `${inLanguage(each.title)} ${count(each.people)}`)
            .join(" · ")}
        />
      </dl>
      <p class="proposal-groups num">
        {told.totals.groups
          .filter((each) => each.code !== "visitor")
          .map((each) => `${inLanguage(each.title)} ${count(each.people)}`)
          .join(" · ")}
      </p>
      <Magnitude proposal={told} />
    </div>
  );
}

function Figure(props: { word: string; value: number; title?: string }) {
  return (
    <div title={props.title}>
      <dt>{props.word}</dt>
      <dd>{count(props.value)}</dd>
    </div>
  );
}

function Acts() {
  const chosen = plan.targets.value;
  const busy = plan.progress.value !== null || plan.merging.value;
  const one = chosen.length === 1 ? chosen[0] : undefined;
  return (
    <footer class="proposal-acts">
      <Act
        primary
        ready={chosen.length > 0 && !busy}
        text={say("proposal.accept", { count: chosen.length })}
        act={() => void accept(chosen)}
      />
      <Act
        ready={plan.mergeable.value && !busy}
        text={say("proposal.merge")}
        act={() => void merge(chosen)}
      />
      <Act
        ready={one !== undefined && !busy}
        text={say("proposal.edit")}
        act={() => one !== undefined && edit(one)}
      />
      <Act
        ready={chosen.length > 0 && !busy}
        text={say("proposal.drop")}
        act={() => drop(chosen)}
      />
      <p class="quiet">{say("proposal.after")}</p>
    </footer>
  );
}

function Act(props: { primary?: boolean; ready: boolean; text: string; act: () => void }) {
  return (
    <button
      type="button"
      class={props.primary ? "button button-primary" : "button"}
      aria-disabled={!props.ready}
      onClick={() => props.ready && props.act()}
    >
      {props.text}
    </button>
  );
}
