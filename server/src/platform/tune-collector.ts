// How V8 collects garbage in a server that many classes share: as seldom as it can go through everything that lives. On a machine with
// few cores that takes a tenth of a second from those who wait for a repetition. docs/load.md says what was measured.
import { setFlagsFromString } from "node:v8";

/** Of the whole process, for good: both are read whenever V8 decides anew. */
export function tuneCollector(): void {
  // The heap of forty classes lives in some 65 MB: V8 would go through it for every few that are added. It may be three times as large.
  setFlagsFromString("--heap-growing-percent=200");
  // V8 takes the views of what sockets read for things that stay, makes them where only a full collection looks, and keeps all that was
  // read until then; their memory, outside the heap, then brings the full collection about.
  setFlagsFromString("--no-allocation-site-pretenuring");
}
