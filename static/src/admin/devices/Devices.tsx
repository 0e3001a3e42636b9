import { useSignal } from "@preact/signals";
import { post, remove } from "../../shared/api/client";
import { realNow } from "../../shared/clock";
import { pastMoment } from "../../shared/format/past";
import { say } from "../../shared/i18n/say";
import { Loaded } from "../../shared/ui/Loaded";
import { ProblemNote } from "../../shared/ui/ProblemNote";
import { SplitView } from "../../shared/ui/SplitView";
import { type Column, Table } from "../../shared/ui/Table";
import { Twice } from "../../shared/ui/Twice";
import { useAct } from "../../shared/ui/useAct";
import { useLoad } from "../../shared/ui/useLoad";
import { type Device, type NewDevice as Made, PURPOSES } from "../state/types";
import { Handover, NewDevice } from "./NewDevice";

/** Gateways, tablets and wall links: all that holds a token instead of a person. */
export function Devices() {
  const load = useLoad("/devices");
  const purpose = useSignal("");
  const chosen = useSignal<string | null>(null);
  const adding = useSignal(false);
  const all = load.value.value?.devices ?? [];
  const shown = all
    .filter((each) => purpose.value === "" || each.purpose === purpose.value)
    .sort((a, b) => Number(a.revoked_at !== null) - Number(b.revoked_at !== null));
  const device = all.find((each) => String(each.device_id) === chosen.value);
  return (
    <>
      <SplitView
        back={() => {
          chosen.value = null;
        }}
        tools={
          <>
            <select
              class="input"
              aria-label={say("devices.purpose")}
              value={purpose.value}
              onChange={(event) => {
                purpose.value = event.currentTarget.value;
              }}
            >
              <option value="">{say("devices.allPurposes")}</option>
              {PURPOSES.map((each) => (
                <option key={each} value={each}>
                  {say(`devices.purpose.${each}`)}
                </option>
              ))}
            </select>
            <button
              type="button"
              class="button button-primary"
              onClick={() => {
                adding.value = true;
              }}
            >
              {say("devices.add")}
            </button>
          </>
        }
        list={
          <Loaded load={load}>
            {() =>
              shown.length === 0 ? (
                <p class="empty">{say("devices.none")}</p>
              ) : (
                <Table
                  label={say("admin.devices")}
                  columns={columns()}
                  rows={shown}
                  idOf={(each) => String(each.device_id)}
                  chosen={chosen.value}
                  choose={(each) => {
                    chosen.value = String(each.device_id);
                  }}
                />
              )
            }
          </Loaded>
        }
        detail={
          device === undefined ? null : (
            <Detail key={device.device_id} device={device} again={load.again} />
          )
        }
      />
      {adding.value && (
        <NewDevice
          again={load.again}
          close={() => {
            adding.value = false;
          }}
        />
      )}
    </>
  );
}

function stateOf({ revoked_at, purpose, enrolled }: Device): string {
  if (revoked_at !== null) return say("devices.state.revoked");
  return say(purpose === "tablet" && !enrolled ? "devices.state.waiting" : "devices.state.active");
}

const columns = (): Column<Device>[] => [
  { head: say("devices.label"), width: "32%", cell: (each) => <strong>{each.label}</strong> },
  {
    head: say("devices.purpose"),
    width: "18%",
    cell: (each) => say(`devices.purpose.${each.purpose}`),
  },
  { head: say("devices.unit"), width: "20%", cell: (each) => each.unit.name },
  {
    head: say("devices.state"),
    width: "12%",
    cell: (each) => <span class={each.revoked_at === null ? "" : "quiet"}>{stateOf(each)}</span>,
  },
  {
    head: say("devices.lastSeen"),
    num: true,
    cell: (each) =>
      each.last_seen_at === null
        ? say("devices.never")
        : pastMoment(each.last_seen_at, realNow.value),
  },
];

function Detail(props: { device: Device; again: () => Promise<void> }) {
  const { device } = props;
  const { problem, busy, run } = useAct();
  const revoke = () =>
    run(async () => {
      await remove(`/devices/${device.device_id}`);
      await props.again();
    });
  const made = useSignal<Made | null>(null);
  const scanAgain = () =>
    run(async () => {
      made.value = await post(`/devices/${device.device_id}/link`, {});
    });
  const { label, purpose, unit, created_at, created_by, last_seen_at, revoked_at } = device;
  const now = realNow.value;
  return (
    <>
      <header class="detail-head">
        <h2>{label}</h2>
        <p>{say(`devices.purpose.${purpose}`)}</p>
      </header>
      <section class="detail-part">
        <p>{say(`devices.what.${purpose}`)}</p>
        <dl class="facts">
          <dt>{say("devices.unit")}</dt>
          <dd>{unit.name}</dd>
          <dt>{say("devices.state")}</dt>
          <dd class="num">
            {stateOf(device)} {revoked_at !== null && pastMoment(revoked_at, now)}
          </dd>
          <dt>{say("devices.lastSeen")}</dt>
          <dd class="num">
            {last_seen_at === null ? say("devices.never") : pastMoment(last_seen_at, now)}
          </dd>
        </dl>
        <p class="quiet num">
          {say("devices.created", { time: pastMoment(created_at, now), who: created_by })}
        </p>
      </section>
      {revoked_at === null && (
        <section class="detail-part">
          {purpose === "tablet" && (
            <button type="button" class="button" onClick={() => void scanAgain()}>
              {say("devices.again")}
            </button>
          )}
          {made.value !== null && (
            <Handover
              made={made.value}
              close={() => {
                made.value = null;
              }}
            />
          )}
          <Twice
            text={say("devices.revoke")}
            ask={say("devices.revokeAsk", { name: label })}
            disabled={busy.value}
            act={() => void revoke()}
          />
          <p class="quiet">{say("devices.revokeNote")}</p>
          <ProblemNote problem={problem.value} />
        </section>
      )}
    </>
  );
}
