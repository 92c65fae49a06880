// The screen stays lit while a class is on it.
import { useEffect } from "react";
import { keepAwake } from "./keep-awake.ts";

export function useKeepAwake(wanted: boolean): void {
  useEffect(() => {
    if (!wanted) return;
    return keepAwake(document, (navigator as { wakeLock?: WakeLock }).wakeLock, (problem) =>
      console.warn("the screen may go dark", problem),
    );
  }, [wanted]);
}
