// What the library was last asked for on this page, so that the way back from an exercise leads there and not to the beginning.
import type { LibrarySearch } from "./library-address.ts";

let last: LibrarySearch = {};

export function rememberLibrarySearch(search: LibrarySearch): void {
  last = search;
}

export function lastLibrarySearch(): LibrarySearch {
  return last;
}
