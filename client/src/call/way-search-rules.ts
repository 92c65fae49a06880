// When a call that goes a worse way than straight over UDP looks for a better one, by a restart of ICE: what it has carries on until another is
// found. What did not let UDP through a moment ago mostly will not now: each search in vain makes the next one wait longer. Pure.
import type { Carrier } from "./line-stats.ts";

interface WaySearch {
  /** Since when it has gone a worse way without a search; undefined while it does not. */
  readonly sinceMs: number | undefined;
  readonly patienceMs: number;
}

const FIRST_PATIENCE_MS = 15_000;
const LONGEST_PATIENCE_MS = 480_000;
export const NO_SEARCH: WaySearch = { sinceMs: undefined, patienceMs: FIRST_PATIENCE_MS };

/** `carriers`: of the ways there are, empty where none is known; `carries`: they carry, and nothing else is being tried. */
export function searchWay(
  search: WaySearch,
  {
    atMs,
    carriers,
    carries,
  }: { readonly atMs: number; readonly carriers: readonly Carrier[]; readonly carries: boolean },
): { readonly search: WaySearch; readonly now: boolean } {
  if (!carries) return { search: { ...search, sinceMs: undefined }, now: false };
  if (carriers.every((carrier) => carrier === "udp")) return { search: NO_SEARCH, now: false };
  const sinceMs = search.sinceMs ?? atMs;
  if (atMs - sinceMs < search.patienceMs) return { search: { ...search, sinceMs }, now: false };
  const patienceMs = Math.min(2 * search.patienceMs, LONGEST_PATIENCE_MS);
  return { search: { sinceMs: atMs, patienceMs }, now: true };
}
