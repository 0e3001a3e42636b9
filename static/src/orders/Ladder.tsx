import { duration } from "../shared/format/duration";
import { clockTime, millis } from "../shared/format/moment";
import { say } from "../shared/i18n/say";
import type { DocumentView } from "../shared/orders/types";
import { type Rung, rungsOf } from "./rungs";

/** Draft, submitted, signed, issued and how it ended, on one line. */
export function Ladder({ order }: { order: DocumentView }) {
  const rungs = rungsOf(order);
  const issued = rungs.find(({ step }) => step === "issue")?.made;
  const began = rungs[0]?.made;
  const tookS = issued && began ? gapS(began.at, issued.at) : null;
  return (
    <section class="order-part">
      <header class="order-part-head">
        <h2>{say("orders.ladder")}</h2>
        {tookS !== null && (
          <span class="quiet num">{say("orders.ladder.took", { time: duration(tookS) })}</span>
        )}
      </header>
      <ol class="rungs">
        {rungs.map((rung, at) => (
          <RungItem key={rung.step} rung={rung} before={rungs[at - 1]} />
        ))}
      </ol>
    </section>
  );
}

function RungItem({ rung, before }: { rung: Rung; before: Rung | undefined }) {
  const { made } = rung;
  const sinceS = made && before?.made ? gapS(before.made.at, made.at) : null;
  const ms = millis(made?.at);
  const warned = made?.warnings.map((code) => say(`orders.warned.${known(code)}`)).join("，") ?? "";
  return (
    <li class="rung" data-rung={rung.standing}>
      <strong>
        {say(`orders.rung.${rung.step}`)} {ms !== null && <span class="num">{clockTime(ms)}</span>}
      </strong>
      <span class="rung-line num">
        <i aria-hidden="true">{rung.standing === "done" ? "✓" : ""}</i>
        {sinceS !== null && <small>{duration(sinceS)}</small>}
      </span>
      {made && (
        <span>
          {made.unit} {made.name}
        </span>
      )}
      {made && made.reason !== "" && <small>{made.reason}</small>}
      {rung.returned && (
        <small>
          {say("orders.returned")} {rung.returned.name} {rung.returned.reason}
        </small>
      )}
      {warned !== "" && <small>{say("orders.warned", { codes: warned })}</small>}
    </li>
  );
}

const known = (code: string): "late" | "newer_bulletin" =>
  code === "late" ? "late" : "newer_bulletin";

const gapS = (from: string, to: string): number => ((millis(to) ?? 0) - (millis(from) ?? 0)) / 1000;
