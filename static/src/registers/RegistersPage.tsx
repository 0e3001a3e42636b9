import { useEffect } from "preact/hooks";
import { count } from "../shared/format/number";
import { inLanguage } from "../shared/i18n/language";
import { say } from "../shared/i18n/say";
import { Loaded } from "../shared/ui/Loaded";
import { useCurrentInView } from "../shared/ui/useCurrentInView";
import { listenToKeys } from "./keyboard";
import { Rows } from "./Rows";
import {
  arrive,
  find,
  open,
  readRegisters,
  register,
  registers,
  registersProblem,
} from "./state/store";
import "./registers.css";

/** Every register at the left, the rows of one beside it, the chosen row at the right. */
export function RegistersPage() {
  useEffect(() => {
    void readRegisters().then(find);
    addEventListener("popstate", arrive);
    const stop = listenToKeys();
    return () => {
      removeEventListener("popstate", arrive);
      stop();
    };
  }, []);
  return (
    <main class="registers">
      <Loaded load={{ value: registers, problem: registersProblem, again: readRegisters }}>
        {() => (
          <>
            <Index />
            <Rows />
          </>
        )}
      </Loaded>
    </main>
  );
}

function Index() {
  const here = register.value?.id;
  const row = useCurrentInView<HTMLElement>(here ?? "");
  const all = registers.value ?? [];
  return (
    <nav ref={row} class="registers-index" aria-label={say("registers.title")}>
      {all.map((each, at) => (
        <>
          {each.group !== all[at - 1]?.group && (
            <h2 key={each.group}>{inLanguage(each.group_title)}</h2>
          )}
          <a
            key={each.id}
            href={`/registers/${each.id}`}
            aria-current={each.id === here ? "page" : undefined}
            onClick={(event) => {
              if (event.ctrlKey || event.metaKey) return;
              event.preventDefault();
              open(each.id);
            }}
          >
            <span>{inLanguage(each.title)}</span>
            <span class="num">{count(each.count)}</span>
          </a>
        </>
      ))}
    </nav>
  );
}
