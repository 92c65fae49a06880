// Whether single-letter keys act as commands: on by default, can be turned off for those whose speech software or tremor would press them by chance.
import { useSyncExternalStore } from "react";

const STORED_UNDER = "ensemble.singleKeys";
const listeners = new Set<() => void>();

export function useSingleKeys(): { on: boolean; turn: (on: boolean) => void } {
  return { on: useSyncExternalStore(subscribe, singleKeysAreOn), turn: turnSingleKeys };
}

export function singleKeysAreOn(): boolean {
  return localStorage.getItem(STORED_UNDER) !== "off";
}

function turnSingleKeys(on: boolean): void {
  localStorage.setItem(STORED_UNDER, on ? "on" : "off");
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
