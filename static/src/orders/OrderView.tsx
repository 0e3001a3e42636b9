import { address } from "../shared/api/client";
import { language } from "../shared/i18n/language";
import { say } from "../shared/i18n/say";
import type { DocumentView } from "../shared/orders/types";
import { may } from "../shared/session/store";
import { Loaded } from "../shared/ui/Loaded";
import { Acts } from "./Acts";
import { Chain } from "./Chain";
import { Known } from "./Known";
import { Ladder } from "./Ladder";
import { PaperSheet } from "./PaperSheet";
import { Proof } from "./Proof";
import { Progress } from "./progress/Progress";
import { StatePlate } from "./StatePlate";
import { asked, order, orderProblem, readOrder, useFresh } from "./state/store";

/** One order: the paper at the left, its ladder, what is known against it and its proof beside. */
export function OrderView() {
  useFresh(readOrder, asked.value);
  const shown = order.value?.document_id === asked.value;
  return (
    <main class="order">
      {shown || orderProblem.value !== null ? (
        <Loaded load={{ value: order, problem: orderProblem, again: readOrder }}>
          {(told) => (shown ? <Whole order={told} /> : null)}
        </Loaded>
      ) : (
        <p class="load-wait">{say("office.loading")}</p>
      )}
    </main>
  );
}

function Whole({ order: told }: { order: DocumentView }) {
  return (
    <>
      <section class="order-left">
        <header class="order-head">
          <a class="order-back" href="#all">
            {say("orders.back")}
          </a>
          <StatePlate order={told} />
          {may("export") && <Files order={told} />}
        </header>
        <PaperSheet order={told} />
      </section>
      <section class="order-right">
        <div class="order-parts">
          <Ladder order={told} />
          <Known order={told} />
          <Chain order={told} />
          <Progress order={told} />
          <Proof order={told} />
        </div>
        <Acts order={told} />
      </section>
    </>
  );
}

function Files({ order: told }: { order: DocumentView }) {
  const base = `/documents/${told.document_id}`;
  const docx = address(`${base}/document.docx`, { lang: language.value });
  return (
    <span class="order-files">
      <a class="button button-small" href={docx} download>
        {say("orders.file.docx")}
      </a>
      {told.proof !== null && (
        <a class="button button-small" href={address(`${base}/signed.json`)} download>
          {say("orders.file.signed")}
        </a>
      )}
    </span>
  );
}
