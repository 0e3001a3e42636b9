import type { ProposedZone } from "../../shared/api/generated";
import type { Assignment } from "../../shared/api/zone_types";
import { duration } from "../../shared/format/duration";
import { count } from "../../shared/format/number";
import { inLanguage } from "../../shared/i18n/language";
import { say } from "../../shared/i18n/say";
import { accept, drop, edit } from "../proposal/acts";
import { progress } from "../state/proposal";
import { Hero } from "./Hero";
import { Homeward } from "./Homeward";
import { Shelters } from "./Shelters";
import { WayHead } from "./Ways";

/** One proposed zone: until when, by which way, who, and where to. */
export function ProposedPanel({ zone }: { zone: ProposedZone }) {
  const busy = progress.value !== null;
  return (
    <article class="answer">
      <header class="answer-head">
        <span class="zone-tag zone-tag-proposed">+</span>
        <h2>{inLanguage(zone.name)}</h2>
        <span class="draft-mark">{say("proposal.new")}</span>
      </header>
      <Hero timing={zone.timing} />
      <div class="proposed-ways">
        {zone.timing.ways.map((clock) => (
          <WayHead key={clock.way} clock={clock} />
        ))}
      </div>
      <dl class="proposed-facts num">
        <div>
          <dt>{say("due.hazard")}</dt>
          <dd>{say(`due.${zone.hazard}`)}</dd>
        </div>
        {zone.groups.map((group) => (
          <div key={group.code}>
            <dt>{inLanguage(group.title)}</dt>
            <dd>{say("answer.persons", { count: count(group.people) })}</dd>
          </div>
        ))}
        <div>
          <dt>{say("proposal.sites")}</dt>
          <dd>{count(zone.sites)}</dd>
        </div>
        <div>
          <dt>{say("proposal.clearance")}</dt>
          <dd>{duration(zone.clearance_min * 60)}</dd>
        </div>
      </dl>
      <Homeward home={zone.home} timing={zone.timing} />
      <Shelters assignment={assignmentOf(zone)} />
      <footer class="acts">
        <div>
          <button
            type="button"
            class="button button-primary"
            aria-disabled={busy}
            onClick={() => !busy && void accept([zone])}
          >
            {say("proposal.acceptOne")}
          </button>
          <button type="button" class="button" onClick={() => edit(zone)}>
            {say("proposal.edit")}
          </button>
          <button type="button" class="button acts-end" onClick={() => drop([zone])}>
            {say("proposal.drop")}
          </button>
        </div>
      </footer>
    </article>
  );
}

const assignmentOf = (zone: ProposedZone): Assignment => ({
  demand: zone.demand,
  placed: zone.placed,
  unplaced: zone.unplaced,
  shelters: zone.shelters,
  splits: [],
  no_room: zone.left_out,
  unreachable: [],
  excluded: [],
  method: "",
});
