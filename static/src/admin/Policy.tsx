import { useSignal } from "@preact/signals";
import { put } from "../shared/api/client";
import { say } from "../shared/i18n/say";
import type { PasswordPolicy } from "../shared/session/policy";
import { may } from "../shared/session/store";
import { Loaded } from "../shared/ui/Loaded";
import { ProblemNote } from "../shared/ui/ProblemNote";
import { Twice } from "../shared/ui/Twice";
import { useAct } from "../shared/ui/useAct";
import { useLoad } from "../shared/ui/useLoad";
import { Limits } from "./Limits";
import { SecondFactor } from "./SecondFactor";
import "./roles.css";

/** The two rule books for passwords side by side; the security officer switches. */
export function Policy() {
  const load = useLoad("/policy");
  const done = useSignal<string | null>(null);
  const { problem, busy, run } = useAct();
  const choose = async (id: string) => {
    done.value = null;
    const ok = await run(async () => {
      await put("/policy", { password_policy: id });
      await load.again();
    });
    if (ok) done.value = id;
  };
  return (
    <div class="policy">
      <p>{say("policy.intro")}</p>
      <Loaded load={load}>
        {({ policy, policies, second_factor, ...figures }) => (
          <>
            <div class="policy-books">
              {policies.map((each) => (
                <Book
                  key={each.id}
                  book={each.id === policy.id ? policy : each}
                  on={each.id === policy.id}
                  busy={busy.value}
                  choose={() => void choose(each.id)}
                />
              ))}
            </div>
            <SecondFactor demand={second_factor} again={load.again} />
            <Limits figures={figures} again={load.again} />
          </>
        )}
      </Loaded>
      {done.value !== null && (
        <p class="done-note" role="status">
          {say("policy.switched", { name: nameOf(done.value) })}
        </p>
      )}
      <ProblemNote problem={problem.value} />
    </div>
  );
}

const isMlps = (id: string) => id === "mlps3";
const nameOf = (id: string) => say(isMlps(id) ? "policy.mlps3" : "policy.asvs");

function Book(props: { book: PasswordPolicy; on: boolean; busy: boolean; choose: () => void }) {
  const { book, on } = props;
  const name = nameOf(book.id);
  return (
    <section class="policy-book" data-on={on}>
      <h2>
        {name}
        {on && <span>{say("policy.current")}</span>}
      </h2>
      <p>{say(isMlps(book.id) ? "policy.mlps3Why" : "policy.asvsWhy")}</p>
      <Rules book={book} />
      {!on && may("administer_rights") && (
        <div class="detail-form">
          <Twice
            text={say("policy.switch", { name })}
            ask={say("policy.switchAsk", { name })}
            disabled={props.busy}
            act={props.choose}
          />
          <span class="field-hint">{say("policy.switchNote")}</span>
        </div>
      )}
      {!on && !may("administer_rights") && <span class="field-hint">{say("policy.readOnly")}</span>}
    </section>
  );
}

function Rules(props: { book: PasswordPolicy }) {
  const { min_length, classes, max_age_days, history } = props.book;
  const kinds = classes ?? 0;
  return (
    <dl class="facts num">
      <dt>{say("policy.rule.length")}</dt>
      <dd>{say("policy.value.length", { count: min_length })}</dd>
      <dt>{say("policy.rule.kinds")}</dt>
      <dd>{kinds > 1 ? say("policy.value.kinds", { count: kinds }) : say("policy.value.any")}</dd>
      <dt>{say("policy.rule.age")}</dt>
      <dd>
        {typeof max_age_days === "number"
          ? `${say("policy.value.age", { count: max_age_days })} · ${say("policy.value.inResponse")}`
          : say("policy.value.never")}
      </dd>
      <dt>{say("policy.rule.history")}</dt>
      <dd>
        {(history ?? 0) > 0
          ? say("policy.value.history", { count: history ?? 0 })
          : say("policy.value.never")}
      </dd>
    </dl>
  );
}
