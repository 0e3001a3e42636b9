import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { asProblem, type Problem } from "../../shared/api/problem";
import { inLanguage } from "../../shared/i18n/language";
import { say } from "../../shared/i18n/say";
import { layers } from "../../shared/incident/store";
import { Modal } from "../../shared/ui/Modal";
import { ProblemNote } from "../../shared/ui/ProblemNote";
import { readLayers, readStorm } from "../reading/desk";
import { importOpen } from "../state/storm";
import "./intake.css";
import { Found } from "./Found";
import { type Reading, readFile, storeFile, takesFiles } from "./intake";
import { sizeText } from "./size";

const close = () => {
  importOpen.value = null;
};

/** A file is read, shown with its bad rows, and only then taken. For storms and for layers. */
export function ImportDialog({ kind }: { kind: "typhoon" | "layer" }) {
  const layer = useSignal(layers.value.find(takesFiles)?.id ?? "");
  const file = useSignal<File | null>(null);
  const crs = useSignal<string | null>(null);
  const reading = useSignal<Reading | null>(null);
  const problem = useSignal<Problem | null>(null);
  const busy = useSignal(false);
  const done = useSignal<string | null>(null);
  const wish = () => ({ kind, layer: layer.value, crs: crs.value });

  const run = async (work: () => Promise<void>) => {
    busy.value = true;
    problem.value = null;
    try {
      await work();
    } catch (error) {
      problem.value = asProblem(error);
    } finally {
      busy.value = false;
    }
  };
  const read = (next: File | null) => {
    file.value = next;
    reading.value = null;
    done.value = null;
    if (next === null) return;
    void run(async () => {
      reading.value = await readFile(next, wish());
    });
  };
  const store = () =>
    run(async () => {
      if (file.value === null) return;
      await storeFile(file.value, wish());
      done.value = file.value.name;
      await (kind === "typhoon" ? readStorm() : readLayers());
    });
  useEffect(() => {
    if (file.value !== null) read(file.value);
  }, [layer.value, crs.value]);

  return (
    <Modal title={say(kind === "typhoon" ? "intake.typhoon" : "intake.layer")} close={close}>
      <div class="intake">
        {kind === "layer" && (
          <label class="field">
            <span class="field-hint">{say("intake.layerChoice")}</span>
            <select
              class="input"
              value={layer.value}
              onChange={(event) => {
                layer.value = event.currentTarget.value;
              }}
            >
              {layers.value.filter(takesFiles).map((each) => (
                <option key={each.id} value={each.id}>
                  {inLanguage(each.title)}
                </option>
              ))}
            </select>
          </label>
        )}
        <Drop kind={kind} file={file.value} take={read} />
        {busy.value && file.value !== null && (
          <p role="status">{say("intake.reading", { name: file.value.name })}</p>
        )}
        <ProblemNote problem={problem.value} />
        {done.value !== null ? (
          <p class="done-note" role="status">
            {say("intake.done", { name: done.value })}
          </p>
        ) : (
          reading.value !== null && (
            <Found
              reading={reading.value}
              chooseCrs={(next) => {
                crs.value = next;
              }}
            />
          )
        )}
        <div class="form-acts">
          {done.value === null && (
            <button
              type="button"
              class="button button-primary"
              disabled={busy.value || (reading.value?.usable ?? 0) === 0}
              onClick={() => void store()}
            >
              {(reading.value?.badRows ?? 0) > 0
                ? say("intake.accept", { count: reading.value?.usable ?? 0 })
                : say("intake.save")}
            </button>
          )}
          <button type="button" class="button" onClick={close}>
            {say(done.value === null ? "table.cancel" : "answer.close")}
          </button>
        </div>
      </div>
    </Modal>
  );
}

function Drop(props: { kind: string; file: File | null; take: (file: File | null) => void }) {
  const over = useSignal(false);
  const input = useRef<HTMLInputElement>(null);
  const formats = props.kind === "typhoon" ? "intake.typhoonFormats" : "intake.layerFormats";
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button inside is the same by keyboard
    <div
      class="drop"
      data-over={over.value}
      onDragOver={(event) => {
        event.preventDefault();
        over.value = true;
      }}
      onDragLeave={() => {
        over.value = false;
      }}
      onDrop={(event) => {
        event.preventDefault();
        over.value = false;
        props.take(event.dataTransfer?.files[0] ?? null);
      }}
    >
      {props.file === null ? (
        <p>{say("intake.drop")}</p>
      ) : (
        <p class="num">
          {say("intake.file", { name: props.file.name, size: sizeText(props.file.size) })}
        </p>
      )}
      <button type="button" class="button" onClick={() => input.current?.click()}>
        {say(props.file === null ? "intake.choose" : "intake.other")}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        onChange={(event) => props.take(event.currentTarget.files?.[0] ?? null)}
      />
      <p class="field-hint">{say(formats)}</p>
    </div>
  );
}
