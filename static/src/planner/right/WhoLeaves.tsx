import { type GroupCount, HAZARDS, type Hazard } from "../../shared/api/zone_types";
import { count } from "../../shared/format/number";
import { language } from "../../shared/i18n/language";
import { say } from "../../shared/i18n/say";
import { draft } from "../state/store";
import { setDue } from "../zones/acts";
import "./who_leaves.css";

/** The hazard the zone is drawn against, and which groups of those inside leave for it. */
export function WhoLeaves({ groups }: { groups: GroupCount[] }) {
  const due = draft.value?.due;
  if (due === undefined) return null;
  return (
    <fieldset class="who">
      <legend>{say("due.title")}</legend>
      <select
        aria-label={say("due.hazard")}
        value={due.hazard}
        onChange={(event) =>
          setDue({ hazard: event.currentTarget.value as Hazard, due_groups: null })
        }
      >
        {HAZARDS.map((hazard) => (
          <option key={hazard} value={hazard}>
            {say(`due.${hazard}`)}
          </option>
        ))}
      </select>
      <div class="who-groups">
        {groups.map((group) => (
          <Group key={group.code} group={group} all={groups} hazard={due.hazard} />
        ))}
      </div>
    </fieldset>
  );
}

function Group(props: { group: GroupCount; all: GroupCount[]; hazard: Hazard }) {
  const { group, all, hazard } = props;
  const chosen = all.filter((each) => each.due).map((each) => each.code);
  const others = chosen.filter((code) => code !== group.code);
  const last = group.due && others.length === 0;
  return (
    <label class={group.people === 0 ? "who-group who-none" : "who-group"}>
      <input
        type="checkbox"
        checked={group.due}
        disabled={last}
        title={last ? say("due.last") : undefined}
        onChange={() =>
          setDue({ hazard, due_groups: group.due ? others : [...others, group.code] })
        }
      />
      {group[language.value]} <b class="num">{count(group.people)}</b>
    </label>
  );
}
