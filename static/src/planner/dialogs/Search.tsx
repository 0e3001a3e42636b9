import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { get } from "../../shared/api/client";
import type { SearchResult } from "../../shared/api/types";
import { inLanguage } from "../../shared/i18n/language";
import { say } from "../../shared/i18n/say";
import { Modal } from "../../shared/ui/Modal";
import { enterPanel } from "../state/focus";
import { searchOpen } from "../state/store";
import { goTo } from "../state/view";
import { openCard, show } from "../zones/acts";
import "./dialogs.css";

const WAIT_MS = 120;
const LIMIT = 12;
const close = () => {
  searchOpen.value = false;
};

/** Find by Chinese name, pinyin or initials; results say in which township and county. */
export function Search() {
  const text = useSignal("");
  const results = useSignal<SearchResult[] | null>(null);
  const chosen = useSignal(0);
  useEffect(
    () =>
      lookUp(text.value, (found) => {
        results.value = found;
        chosen.value = 0;
      }),
    [text.value],
  );
  const found = results.value ?? [];
  return (
    <Modal title={say("search.open")} close={close} bare>
      <input
        class="search-input"
        role="combobox"
        aria-expanded={found.length > 0}
        aria-controls="search-results"
        aria-activedescendant={found.length > 0 ? `search-${chosen.value}` : undefined}
        aria-label={say("search.hint")}
        placeholder={say("search.hint")}
        value={text.value}
        onInput={(event) => {
          text.value = event.currentTarget.value;
        }}
        onKeyDown={(event) => {
          const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
          if (step !== undefined)
            chosen.value = Math.max(0, Math.min(found.length - 1, chosen.value + step));
          const pick = found[chosen.value];
          if (event.key === "Enter" && !event.isComposing && pick !== undefined) open(pick);
        }}
      />
      <div class="results" id="search-results" role="listbox">
        {found.map((result, index) => (
          <button
            key={`${result.layer}${result.key}`}
            type="button"
            id={`search-${index}`}
            tabIndex={-1}
            role="option"
            aria-selected={index === chosen.value}
            onClick={() => open(result)}
          >
            <strong>{result.name}</strong>
            <span>{[result.township, result.county].filter(Boolean).join(" · ")}</span>
            <span class="kind">{inLanguage(result.kind_label)}</span>
          </button>
        ))}
      </div>
      {text.value.trim() === "" && <p class="dialog-note">{say("search.start")}</p>}
      {results.value !== null && found.length === 0 && text.value.trim() !== "" && (
        <p class="dialog-note">{say("search.none", { text: text.value })}</p>
      )}
    </Modal>
  );
}

function lookUp(text: string, take: (found: SearchResult[] | null) => void): () => void {
  const stop = new AbortController();
  const timer = setTimeout(() => {
    if (text.trim() === "") return take(null);
    get("/search", { q: text, limit: LIMIT }, stop.signal)
      .then(({ results }) => take(results))
      .catch(show);
  }, WAIT_MS);
  return () => {
    clearTimeout(timer);
    stop.abort();
  };
}

function open(result: SearchResult): void {
  close();
  if (result.lon !== null && result.lat !== null) goTo(result.lon, result.lat);
  void openCard(result.layer, result.key);
  enterPanel();
}
