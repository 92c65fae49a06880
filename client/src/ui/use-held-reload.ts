// Keeps the page from loading itself again while a component needs it as it is.
import { useEffect } from "react";
import { holdReload } from "./held-reload.ts";

export function useHeldReload(wanted: boolean): void {
  useEffect(() => (wanted ? holdReload() : undefined), [wanted]);
}
