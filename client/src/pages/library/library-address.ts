// What the library page is asked for, as it stands in the address: a link shows the same, and the back button undoes a choice.
import { FACETS, type Filters, NO_FILTERS, OPTIONS } from "./filter-rules.ts";

export interface LibraryAsk {
  readonly typed: string;
  readonly filters: Filters;
}

export type LibrarySearch = { readonly q?: string } & { readonly [facet in (typeof FACETS)[number]]?: string };

export const ASK_NOTHING: LibraryAsk = { typed: "", filters: NO_FILTERS };

/** Keeps what the address may say and drops the rest, also what somebody made up. */
export function readLibrarySearch(search: Record<string, unknown>): LibrarySearch {
  return writeLibraryAsk(readLibraryAsk(search));
}

export function readLibraryAsk(search: Record<string, unknown>): LibraryAsk {
  const filters = { ...NO_FILTERS };
  for (const facet of FACETS) {
    const asked = String(search[facet] ?? "").split(",");
    filters[facet] = OPTIONS[facet].filter((option) => asked.includes(option));
  }
  return { typed: search.q === undefined ? "" : String(search.q), filters };
}

export function writeLibraryAsk({ typed, filters }: LibraryAsk): LibrarySearch {
  const search: Record<string, string> = {};
  if (typed !== "") search.q = typed;
  for (const facet of FACETS) if (filters[facet].length > 0) search[facet] = filters[facet].join(",");
  return search;
}
