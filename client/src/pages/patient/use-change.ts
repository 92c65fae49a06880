// Reacts to what changes while a page is open, and to nothing that was so when it was opened.
import { useEffect, useRef } from "react";

/** Runs after a value changed, never for the first one: a reload does not repeat what has been said. */
export function useChange<Value>(value: Value, react: (before: Value) => void): void {
  const before = useRef(value);
  useEffect(() => {
    const was = before.current;
    before.current = value;
    if (was !== value) react(was);
  });
}
