import { useSignal } from "@preact/signals";
import type { Assignment, LeftOut, UsedShelter } from "../../shared/api/zone_types";
import { count, distance } from "../../shared/format/number";
import { inLanguage } from "../../shared/i18n/language";
import { say } from "../../shared/i18n/say";
import { Gauge } from "../../shared/ui/Gauge";
import { Plate } from "../../shared/ui/Plate";
import { Why } from "../../shared/ui/Why";
import { openCard } from "../zones/acts";
import "./shelters.css";

const SHOWN = 4;

/** Which shelters take the people, and who has no place. */
export function Shelters({ assignment }: { assignment: Assignment }) {
  const open = useSignal(false);
  if (assignment.demand === 0) {
    return <p class="note">{say("answer.noDemand")}</p>;
  }
  const all = assignment.shelters;
  const shown = open.value ? all : all.slice(0, SHOWN);
  return (
    <section class="shelters">
      <header class="panel-head">
        <h2>{say("answer.shelters")}</h2>
        <span>{say("answer.capacity")}</span>
      </header>
      <LeftOuts assignment={assignment} />
      <ul>
        {shown.map((shelter) => (
          <ShelterRow key={shelter.code} shelter={shelter} />
        ))}
      </ul>
      {all.length > SHOWN && (
        <button
          type="button"
          class="more"
          aria-expanded={open.value}
          onClick={() => {
            open.value = !open.value;
          }}
        >
          {open.value ? say("answer.less") : say("answer.more", { count: all.length - SHOWN })}
        </button>
      )}
    </section>
  );
}

function ShelterRow({ shelter }: { shelter: UsedShelter }) {
  const before = Math.max(0, shelter.rated - shelter.free_before);
  return (
    <li class="shelter">
      <button type="button" onClick={() => void openCard("shelters", shelter.code)}>
        {shelter.name}
      </button>
      <b class="num">{say("answer.persons", { count: count(shelter.assigned) })}</b>
      <Gauge used={before} added={shelter.assigned} capacity={shelter.rated} label={shelter.name} />
      <span class="quiet num">
        {count(before + shelter.assigned)}/{count(shelter.rated)}
      </span>
      <span class="quiet num">{distance(shelter.distance_m)}</span>
    </li>
  );
}

/** 36 人没有去处, with the reason, said aloud; visitors apart: they have a room. */
function LeftOuts({ assignment }: { assignment: Assignment }) {
  const all = [...assignment.no_room, ...assignment.unreachable];
  const reasons = new Map<string, LeftOut[]>();
  for (const each of all) {
    const why = inLanguage(each.why);
    const told = say(each.visitors ? "home.lodged" : "answer.unplacedWhy", { why });
    reasons.set(told, [...(reasons.get(told) ?? []), each]);
  }
  return (
    <>
      {[...reasons].map(([told, members]) => (
        <div class="left-out" key={told}>
          <Plate severity="orange">{say("answer.unplaced", { count: count(sum(members)) })}</Plate>
          <Why text={members.map((m) => `${m.village} ${count(m.people)}`).join(" · ")}>{told}</Why>
        </div>
      ))}
    </>
  );
}

const sum = (members: LeftOut[]) => members.reduce((total, each) => total + each.people, 0);
