import type { ArrivalShift, Changes as Told } from "../../shared/api/wind_types";
import { shownAt } from "../../shared/clock";
import { millis, shortMoment } from "../../shared/format/moment";
import { MISSING } from "../../shared/format/number";
import { language } from "../../shared/i18n/language";
import { say } from "../../shared/i18n/say";
import { shiftText } from "../../shared/storm_changes";
import { LevelSign } from "../../shared/ui/LevelSign";
import { readChanges } from "../reading/storm";
import { changes, comparedAt, primary } from "../state/storm";
import { openCard, selectZone } from "../zones/acts";
import { bulletinTimes, minutesBetween } from "./bulletin_list";
import { levelName } from "./Recommended";
import { Waiting } from "./Waiting";
import "./block.css";
import "./table.css";
import "./recommended.css";
import "./changes.css";

/** Every bulletin against the one before it: in words, in arrivals, in zones and vessels. */
export function Changes() {
  return (
    <>
      <BulletinChoice />
      <Waiting of={changes.value} retry={() => void readChanges()}>
        {(told) => <Briefing told={told} />}
      </Waiting>
    </>
  );
}

function BulletinChoice() {
  const times = bulletinTimes(primary.value, shownAt.value);
  const chosen = comparedAt.value ?? times[0];
  return (
    <section class="block">
      <header>
        <h3>{say("typhoon.bulletins")}</h3>
        <span>{say("typhoon.bulletins.note")}</span>
      </header>
      <div class="bulletins num" role="listbox" aria-label={say("typhoon.bulletins")}>
        {times.map((at, index) => (
          <button
            key={at}
            type="button"
            role="option"
            aria-selected={at === chosen}
            onClick={() => {
              comparedAt.value = index === 0 ? null : at;
              void readChanges();
            }}
          >
            {shortMoment(Date.parse(at), shownAt.value)}
            {index === 0 && <small> {say("typhoon.bulletins.newest")}</small>}
          </button>
        ))}
      </div>
    </section>
  );
}

const time = (at: string | null | undefined): string => {
  const ms = millis(at);
  return ms === null ? MISSING : shortMoment(ms, shownAt.value);
};

function Briefing({ told }: { told: Told }) {
  if (told.from === null || told.to === null) {
    return <p class="note">{say("typhoon.change.first")}</p>;
  }
  const range = { from: time(told.from.issued_at), to: time(told.to.issued_at) };
  return (
    <>
      <section class="block briefing">
        <header>
          <h3 class="num">{say("typhoon.change.title", range)}</h3>
        </header>
        {told.sentences.length === 0 && <p class="quiet">{say("typhoon.change.same")}</p>}
        <ul>
          {told.sentences.map((each) => (
            <li key={each.kind + each.zh}>{language.value === "zh" ? each.zh : each.en}</li>
          ))}
        </ul>
        {told.track_shift !== null && <p class="fine">{say("typhoon.shift.map")}</p>}
      </section>
      <Level told={told} />
      <Arrivals shifts={told.arrivals} />
      <Moves
        title={say("typhoon.change.zones")}
        rows={told.zones.map((each) => ({ ...each, act: () => selectZone(each.zone_id) }))}
      />
      <Moves
        title={say("typhoon.change.vessels")}
        rows={told.vessels.map((each) => ({
          ...each,
          name: each.name ?? String(each.vessel_id),
          act: () => void openCard("vessels", String(each.vessel_id)),
        }))}
      />
    </>
  );
}

function Level({ told }: { told: Told }) {
  const { level } = told;
  if (level === null) return null;
  return (
    <section class="block">
      <header>
        <h3>{say("typhoon.change.level")}</h3>
        {level.rule.length > 0 && (
          <span class="num">
            {say("typhoon.level.rule", {
              code: level.rule.join(language.value === "zh" ? "、" : ", "),
            })}
          </span>
        )}
      </header>
      <p class="level-line">
        {level.before !== level.after && (
          <>
            <LevelSign level={level.before} size={22} />
            <span class="quiet">{levelName(level.before)}</span>
            <span class="quiet">→</span>
          </>
        )}
        <LevelSign level={level.after} size={22} />
        <strong>{levelName(level.after)}</strong>
        {level.before === level.after && <span class="quiet">{say("typhoon.change.unmoved")}</span>}
      </p>
    </section>
  );
}

function Arrivals({ shifts }: { shifts: ArrivalShift[] }) {
  if (shifts.length === 0) return null;
  return (
    <section class="block">
      <header>
        <h3>{say("typhoon.change.arrivals")}</h3>
      </header>
      <table class="shifts num">
        <tbody>
          {shifts.map((each) => (
            <tr key={`${each.unit_code}${each.force}`} data-quiet={each.shift_min === 0}>
              <th>
                {each.name} <small>{say("typhoon.force", { force: each.force })}</small>
              </th>
              <td class="quiet">{time(each.before_at)}</td>
              <td>{time(each.after_at)}</td>
              <td class="shift">{shiftText(each)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface Row {
  name: string;
  before_at: string | null;
  after_at: string | null;
  shift_min?: number | null;
  act: () => void;
}
const ROWS = 12;

function Moves({ title, rows }: { title: string; rows: Row[] }) {
  if (rows.length === 0) return null;
  return (
    <section class="block">
      <header>
        <h3>{title}</h3>
        <span class="num">{rows.length}</span>
      </header>
      <table class="shifts num">
        <tbody>
          {rows.slice(0, ROWS).map((each) => (
            <tr key={each.name}>
              <th>
                <button type="button" class="link-row" onClick={each.act}>
                  {each.name}
                </button>
              </th>
              <td class="quiet">{time(each.before_at)}</td>
              <td>{time(each.after_at)}</td>
              <td class="shift">
                {shiftText({
                  ...each,
                  shift_min: each.shift_min ?? minutesBetween(each.before_at, each.after_at),
                })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > ROWS && (
        <p class="fine">{say("typhoon.change.more", { count: rows.length - ROWS })}</p>
      )}
    </section>
  );
}
