import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { asProblem, type Problem } from "../api/problem";
import { say } from "../i18n/say";
import { PasswordField, UserName } from "../ui/PasswordField";
import { ProblemNote } from "../ui/ProblemNote";
import { hasDraft } from "./drafts";
import { leaveFor, signOut, unlock } from "./load";
import { ended, holder, isDevice, locked } from "./store";
import "./gate.css";

/** Stands over the whole screen while it is locked or its session is over; nothing below changes. */
export function Gate(props: { onUnlock?: () => void }) {
  if (ended.value === "signed_out") return null;
  if (ended.value !== null) return <Ended />;
  return locked.value ? <Locked onUnlock={props.onUnlock ?? (() => undefined)} /> : null;
}

/** The browser's top layer: all else is inert, and no key reaches the screen below. */
function Cover(props: { name: string; title: string; children: ComponentChildren }) {
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = box.current;
    dialog?.showModal();
    dialog?.querySelector<HTMLElement>("input:not([readonly]), .button-primary")?.focus();
    const guard = (event: KeyboardEvent) => {
      if (event.key === "Escape") event.preventDefault(); // a second one would close the dialog
      if (!dialog?.contains(event.target as Node)) event.stopImmediatePropagation();
    };
    addEventListener("keydown", guard, { capture: true });
    return () => {
      removeEventListener("keydown", guard, { capture: true });
      dialog?.close();
    };
  }, []);
  return (
    <dialog
      class={`cover cover-${props.name}`}
      ref={box}
      aria-label={props.title}
      onCancel={(event) => event.preventDefault()}
      onKeyDown={(event) => event.stopPropagation()}
    >
      {props.children}
    </dialog>
  );
}

function Locked(props: { onUnlock: () => void }) {
  const password = useSignal("");
  const problem = useSignal<Problem | null>(null);
  const busy = useSignal(false);
  const open = async () => {
    if (password.value === "" || busy.value) return;
    busy.value = true;
    try {
      await unlock(password.value);
      props.onUnlock();
    } catch (error) {
      problem.value = asProblem(error);
      password.value = "";
    } finally {
      busy.value = false;
    }
  };
  const person = holder.value;
  return (
    <Cover name="locked" title={say("lock.title")}>
      <form
        class="cover-box"
        onSubmit={(event) => {
          event.preventDefault();
          void open();
        }}
      >
        <h2>{say("lock.title")}</h2>
        <p>{say(hasDraft() ? "lock.keptDraft" : "lock.kept")}</p>
        <p class="cover-who">
          <strong>{person?.display_name}</strong> {person?.unit.name}
        </p>
        <UserName value={person?.name ?? ""} />
        <PasswordField
          label={say("signin.password")}
          value={password.value}
          onValue={(value) => {
            password.value = value;
          }}
          autocomplete="current-password"
        />
        <ProblemNote problem={problem.value} />
        <div class="form-acts">
          <button type="submit" class="button button-primary" disabled={busy.value}>
            {say("lock.open")}
          </button>
          <OtherPerson />
        </div>
      </form>
    </Cover>
  );
}

/** Signing out throws unsaved work away, so it is asked twice when there is some. */
function OtherPerson() {
  const asked = useSignal(false);
  return (
    <button
      type="button"
      class="button"
      onClick={() => {
        if (asked.value || !hasDraft()) void signOut();
        else asked.value = true;
      }}
    >
      {say(asked.value ? "signout.ask" : "lock.other")}
    </button>
  );
}

function Ended() {
  const reason = ended.value ?? "unknown";
  const device = isDevice.value;
  return (
    <Cover name="ended" title={say("ended.title")}>
      <div class="cover-box" role="alert">
        <h2>{say(device ? "ended.device" : "ended.title")}</h2>
        <p>{say(reason === "signed_out" ? "ended.unknown" : `ended.${reason}`)}</p>
        <p>{say(device ? "ended.deviceTodo" : "ended.todo")}</p>
        {!device && hasDraft() && <p>{say("ended.draft")}</p>}
        {!device && (
          <button type="button" class="button button-primary" onClick={() => leaveFor()}>
            {say("ended.signIn")}
          </button>
        )}
      </div>
    </Cover>
  );
}
