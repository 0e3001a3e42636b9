import { say } from "../shared/i18n/say";
import type { DocumentView } from "../shared/orders/types";

const NOTHING = /^0+$/;

/** Hashes and key: what proves that the paper is as it was signed. */
export function Proof({ order }: { order: DocumentView }) {
  const { proof } = order;
  return (
    <section class="order-part">
      <header class="order-part-head">
        <h2>{say("orders.proof")}</h2>
        <span class="quiet">{say("orders.proof.note")}</span>
      </header>
      {proof === null ? (
        <p class="quiet">{say("orders.proof.none")}</p>
      ) : (
        <>
          <dl class="proof num">
            <dt>{say("orders.proof.hash")}</dt>
            <dd>{grouped(proof.hash)}</dd>
            <dt>{say("orders.proof.previous")}</dt>
            <dd>
              {NOTHING.test(proof.previous_hash)
                ? say("orders.proof.first")
                : `${grouped(proof.previous_hash)} ${say("orders.proof.chain", { number: proof.chain_number })}`}
            </dd>
            <dt>{say("orders.proof.inputs")}</dt>
            <dd>{grouped(proof.inputs_hash)}</dd>
            <dt>{say("orders.proof.key")}</dt>
            <dd>{proof.fingerprint.toUpperCase()}</dd>
          </dl>
          <p class="quiet">{say("orders.proof.how")}</p>
        </>
      )}
    </section>
  );
}

/** The first sixteen signs by fours: enough to compare aloud. */
const grouped = (hash: string): string =>
  `${hash
    .slice(0, 16)
    .toUpperCase()
    .replace(/(.{4})(?=.)/g, "$1 ")} …`;
