import type { OfficeValue } from "../shared/api/generated";
import { figure, standing, unitWord } from "../shared/format/office_value";
import { inLanguage } from "../shared/i18n/language";
import { say } from "../shared/i18n/say";
import { may } from "../shared/session/store";
import { History } from "./change/History";
import { WaitingChange } from "./change/WaitingChange";
import { waitingFor } from "./state/store";
import { moment, shown } from "./state/words";
import { ValueForm } from "./ValueForm";

/** One value: what it is, how it came to be, changing it, and what it was. */
export function ValueDetail({ value }: { value: OfficeValue }) {
  const waiting = waitingFor(value.key);
  return (
    <article aria-label={inLanguage(value.meaning)}>
      <header class="detail-head">
        <h2>{inLanguage(value.meaning)}</h2>
        <p class="num">{value.key}</p>
      </header>
      <Facts value={value} />
      {waiting !== undefined && (
        <WaitingChange change={waiting}>
          <p class="values-change num">
            {figure(value.value, value.unit)} → <b>{shown(value, waiting.value)}</b>
          </p>
        </WaitingChange>
      )}
      {waiting === undefined && <Change value={value} />}
      <History of={value.key} show={(change) => <b class="num">{shown(value, change.value)}</b>} />
    </article>
  );
}

function Facts({ value }: { value: OfficeValue }) {
  return (
    <section class="detail-part">
      <dl class="facts">
        <dt>{say("values.now")}</dt>
        <dd class="num">
          <b>{figure(value.value, value.unit)}</b> · {standing(value)}
        </dd>
        <dt>{say("values.shipped")}</dt>
        <dd class="num">{figure(value.default, value.unit)}</dd>
        <Bounds value={value} />
        <dt>{say("values.source")}</dt>
        <dd>{value.source}</dd>
        {value.adopted ? (
          <>
            <dt>{say("values.from")}</dt>
            <dd class="num">{moment(value.in_force_at)}</dd>
          </>
        ) : (
          <>
            <dt>{say("values.confidence")}</dt>
            <dd>{say(`values.confidence.${value.confidence}`)}</dd>
          </>
        )}
      </dl>
    </section>
  );
}

function Bounds({ value: { low, high, unit, choices } }: { value: OfficeValue }) {
  const told =
    low !== null && high !== null
      ? `${low} – ${high} ${unitWord(unit)}`.trim()
      : choices.join(say("values.or"));
  if (told === "") return null;
  return (
    <>
      <dt>{say("values.mayBe")}</dt>
      <dd class="num">{told}</dd>
    </>
  );
}

function Change({ value }: { value: OfficeValue }) {
  if (value.right === "administer_rights") {
    return (
      <section class="detail-part">
        <p class="quiet">{say("values.security")}</p>
        {may("administer_rights") && <a href="/admin#policy">{say("admin.policy")}</a>}
      </section>
    );
  }
  if (!may("configure")) {
    return (
      <section class="detail-part">
        <p class="quiet">{say("values.readOnly")}</p>
      </section>
    );
  }
  return <ValueForm value={value} />;
}
