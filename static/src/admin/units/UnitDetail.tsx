import { useSignal } from "@preact/signals";
import { say } from "../../shared/i18n/say";
import { may } from "../../shared/session/store";
import { Loaded } from "../../shared/ui/Loaded";
import { useLoad } from "../../shared/ui/useLoad";
import { unitName, units } from "../state/store";
import { pathOf } from "../state/tree";
import type { Level, TreeUnit } from "../state/types";
import { Chain } from "./Chain";
import { ChainForm } from "./ChainForm";
import { NewZone } from "./NewZone";

/** One unit: where it lies, how far its people see, who answers for it. */
export function UnitDetail(props: { unit: TreeUnit }) {
  const { unit } = props;
  return (
    <>
      <header class="detail-head">
        <h2>{unit.name}</h2>
        {unit.parent_code !== null && <p>{pathOf(units.value, unit.parent_code)}</p>}
      </header>
      <section class="detail-part">
        <dl class="facts">
          <dt>{say(`units.level.${unit.level}`)}</dt>
          <dd class="num">{say("units.code", { code: unit.code })}</dd>
          <dt>{say("units.sees")}</dt>
          <dd>{say(SEES[unit.level])}</dd>
        </dl>
        {(unit.members ?? []).length > 0 && (
          <p class="quiet">
            {say("units.members", { names: (unit.members ?? []).map(unitName).join("、") })}
          </p>
        )}
        {may("administer_units") && unit.level === "functional_zone" && <ChangeZone unit={unit} />}
        {may("administer_units") && (
          <a class="button button-small" href={`#people?unit=${unit.code}`}>
            {say("units.showPeople", { count: unit.accounts ?? 0 })}
          </a>
        )}
      </section>
      <Responsibility unit={unit} />
    </>
  );
}

function ChangeZone(props: { unit: TreeUnit }) {
  const open = useSignal(false);
  return (
    <>
      <button
        type="button"
        class="button button-small"
        onClick={() => {
          open.value = true;
        }}
      >
        {say("zone.change")}
      </button>
      {open.value && (
        <NewZone
          zone={props.unit}
          close={() => {
            open.value = false;
          }}
        />
      )}
    </>
  );
}

const SEES = {
  city: "units.seesCity",
  county: "units.seesCounty",
  functional_zone: "units.seesZone",
  township: "units.seesTownship",
  village: "units.seesTownship",
} as const satisfies Record<Level, string>;

function Responsibility(props: { unit: TreeUnit }) {
  const { code } = props.unit;
  const load = useLoad(`/units/${code}/responsibility`);
  const editing = useSignal(false);
  return (
    <section class="detail-part">
      <h3>{say("chain.title")}</h3>
      <Loaded load={load}>
        {({ responsibility }) =>
          editing.value ? (
            <ChainForm
              code={code}
              known={responsibility}
              finish={async () => {
                editing.value = false;
                await load.again();
              }}
            />
          ) : (
            <>
              <Chain code={code} known={responsibility} />
              {may("administer_units") && (
                <button
                  type="button"
                  class="button button-small"
                  onClick={() => {
                    editing.value = true;
                  }}
                >
                  {say("chain.edit")}
                </button>
              )}
            </>
          )
        }
      </Loaded>
    </section>
  );
}
