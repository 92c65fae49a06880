// Binds keys to commands while a component is on the screen. Which press counts is decided by key-rules.ts.
import { useEffect, useRef } from "react";
import { commandKeyOf, type KeyPlace } from "./key-rules.ts";
import { singleKeysAreOn } from "./single-keys.ts";

/** Names as in key-rules.ts; a missing or undefined entry means the key does nothing now. */
export type CommandKeys = Readonly<Record<string, (() => void) | undefined>>;

/** `urgent`: names that work in dialogs and empty fields too. */
export function useCommandKeys(commands: CommandKeys, urgent?: ReadonlySet<string>): void {
  const latest = useRef({ commands, urgent });
  latest.current = { commands, urgent };
  useEffect(() => {
    // Asked when the focus comes: with the first key pressed, browsers call every focus a visible one.
    let reachedWithKeys: Element | undefined;
    const onFocusIn = ({ target }: FocusEvent) => {
      reachedWithKeys = target instanceof Element && target.matches(":focus-visible") ? target : undefined;
    };
    const onKeyDown = (event: KeyboardEvent) => {
      const { commands, urgent } = latest.current;
      const name = commandKeyOf(event, placeOf(event.target, reachedWithKeys), singleKeysAreOn(), urgent);
      const act = name === undefined ? undefined : commands[name];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    // Firefox presses a focused button when space is released, whatever happened when it went down.
    const onKeyUp = (event: KeyboardEvent) => {
      if (event.key === " " && latest.current.commands.space !== undefined) {
        const place = placeOf(event.target, reachedWithKeys);
        if (!place.typing && !place.onControl && !place.dialogOpen) event.preventDefault();
      }
    };
    document.addEventListener("focusin", onFocusIn);
    document.addEventListener("keydown", onKeyDown);
    document.addEventListener("keyup", onKeyUp);
    return () => {
      document.removeEventListener("focusin", onFocusIn);
      document.removeEventListener("keydown", onKeyDown);
      document.removeEventListener("keyup", onKeyUp);
    };
  }, []);
}

const TYPING =
  "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], [role=combobox], [role=slider], [role=listbox]";
const CONTROL = "button, a, [role=switch], input";

function placeOf(target: EventTarget | null, reachedWithKeys: Element | undefined): KeyPlace {
  const element = target instanceof Element ? target : undefined;
  const field = element?.closest(TYPING) ?? undefined;
  return {
    typing: field !== undefined,
    inWord: field !== undefined && !isWordless(field),
    onControl: element !== undefined && element === reachedWithKeys && element.matches(CONTROL),
    dialogOpen: document.querySelector("[role=dialog], [role=menu]") !== null,
  };
}

/** Numbers have no letters, and an empty field no word yet. */
function isWordless(field: Element): boolean {
  return field instanceof HTMLInputElement && (field.value === "" || field.inputMode === "numeric");
}
