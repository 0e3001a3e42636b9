import { incidentNow } from "../../shared/clock";
import { shortMoment } from "../../shared/format/moment";
import { say } from "../../shared/i18n/say";
import type { ResponseDraft } from "../../shared/response/types";
import { beside, changeName } from "../../shared/response/words";
import { may } from "../../shared/session/store";
import { LevelSign } from "../../shared/ui/LevelSign";
import { ProblemNote } from "../../shared/ui/ProblemNote";
import { Twice } from "../../shared/ui/Twice";
import { type Act, useAct } from "../../shared/ui/useAct";
import { readResponses, signDraft, withdrawDraft } from "../reading/response";
import { drafts, responses, responsesProblem } from "../state/response";

/** Drafts that wait for a signature. A refusal stays above them: the draft it is about may be gone. */
export function DraftList() {
  const act = useAct();
  if (responses.value === null) {
    return responsesProblem.value === null ? (
      <p class="note" role="status">
        {say("typhoon.loading")}
      </p>
    ) : null;
  }
  return (
    <section class="block response-drafts" aria-busy={act.busy.value}>
      <header>
        <h3>{say("response.drafts")}</h3>
        {drafts.value.length > 0 && <span class="num">{drafts.value.length}</span>}
      </header>
      <ProblemNote problem={act.problem.value} />
      {drafts.value.length === 0 && <p class="quiet">{say("response.drafts.none")}</p>}
      {drafts.value.map((draft) => (
        <DraftCard key={draft.draft_id} draft={draft} act={act} />
      ))}
    </section>
  );
}

function DraftCard({ draft, act }: { draft: ResponseDraft; act: Act }) {
  const what = changeName(draft);
  return (
    <section class="response-draft" aria-label={`${what} ${draft.unit_name}`}>
      <header>
        <LevelSign level={draft.level} size={24} />
        <strong>{what}</strong>
        <span>{draft.unit_name}</span>
        <span class="quiet">{beside(draft, responses.value?.active ?? [])}</span>
      </header>
      <p class="quiet num">
        {say("response.draft.by", {
          name: draft.drafter,
          time: shortMoment(Date.parse(draft.drafted_at), incidentNow.value),
        })}
      </p>
      <p class="response-basis">{draft.basis_text}</p>
      <Acts draft={draft} act={act} what={what} />
    </section>
  );
}

function Acts(props: { draft: ResponseDraft; act: Act; what: string }) {
  const { draft, act, what } = props;
  const busy = act.busy.value;
  // Refused because another was quicker: what stands now is shown beside the reason.
  const run = async (call: () => Promise<void>) => {
    if (!(await act.run(call))) await readResponses();
  };
  return (
    <>
      {!draft.may_sign && <p class="response-why">{why(draft)}</p>}
      <div class="form-acts">
        {draft.may_sign && (
          <Twice
            class="button-primary"
            text={say("response.sign", { what })}
            ask={say("response.sign.ask", { what })}
            disabled={busy}
            act={() => void run(() => signDraft(draft.draft_id))}
          />
        )}
        {draft.may_withdraw && (
          <Twice
            text={say(draft.own ? "response.withdraw" : "response.reject")}
            ask={say(draft.own ? "response.withdraw.ask" : "response.reject.ask")}
            disabled={busy}
            act={() => void run(() => withdrawDraft(draft.draft_id))}
          />
        )}
      </div>
    </>
  );
}

function why(draft: ResponseDraft): string {
  if (draft.own) return say("response.draft.own");
  if (may("sign")) return say("response.draft.elsewhere", { unit: draft.unit_name });
  return say("response.draft.others");
}
