// What was done to a copy of recordings, in a sentence without its end.
import type { CopyReport } from "../recordings/index.ts";

export function describeCopy({ recordings, copied, bytes, removed }: CopyReport): string {
  const gone = removed === 0 ? "" : `, ${removed} of recordings destroyed or consents taken back removed`;
  return `Copied ${copied} objects (${bytes} bytes) of sealed recordings, ${recordings} recordings now${gone}`;
}
