import { useSignal } from "@preact/signals";
import { shownAt } from "../../shared/clock";
import { shortMoment } from "../../shared/format/moment";
import { say } from "../../shared/i18n/say";
import { may } from "../../shared/session/store";
import { Modal } from "../../shared/ui/Modal";
import { ProblemNote } from "../../shared/ui/ProblemNote";
import * as plans from "../state/plans";
import { closePlans, comparePlan, savePlan } from "./acts";
import { ComparisonTable } from "./ComparisonTable";
import "./plans.css";
import { WhatIfForm } from "./WhatIfForm";

/** Plans that are kept, compared with what stands; and what if. */
export function PlansDialog() {
  return (
    <Modal title={say("plans.title")} close={closePlans}>
      <div class="plans">
        <Kept />
        {may("draw_zones") && <WhatIfForm />}
        <ProblemNote problem={plans.plansProblem.value} />
        <ComparisonTable />
      </div>
    </Modal>
  );
}

function Kept() {
  const name = useSignal("");
  const ready = name.value.trim() !== "" && !plans.asking.value;
  return (
    <section class="plans-kept">
      <h3>{say("plans.kept")}</h3>
      {plans.kept.value.length === 0 && <p class="quiet">{say("plans.none")}</p>}
      <ul>
        {plans.kept.value.map((each) => (
          <li key={each.plan_id}>
            <b>{each.name}</b>
            {each.supposition !== null && <span class="draft-mark">{say("plans.whatIf")}</span>}
            <span class="quiet num">
              {shortMoment(Date.parse(each.valid_at), shownAt.value)} · {each.made_by}
            </span>
            <button
              type="button"
              class="button"
              onClick={() => void comparePlan(each.plan_id, each.name)}
            >
              {say("plans.compare")}
            </button>
          </li>
        ))}
      </ul>
      {may("draw_zones") && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (ready) void savePlan(name.value.trim());
            name.value = "";
          }}
        >
          <input
            aria-label={say("plans.name")}
            placeholder={say("plans.name")}
            maxLength={60}
            value={name.value}
            onInput={(event) => {
              name.value = event.currentTarget.value;
            }}
          />
          <button type="submit" class="button" aria-disabled={!ready}>
            {say("plans.save")}
          </button>
        </form>
      )}
    </section>
  );
}
