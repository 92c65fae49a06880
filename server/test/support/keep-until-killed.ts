// A process that keeps a recording until somebody kills it: says its id, and after each piece how many are durable.
import { keptPiece } from "./kept-piece.ts";
import { openVaultAt } from "./vault-places.ts";

const [databaseUrl = "", storeDirectory = "", keysFile = "", groupSessionId = ""] = process.argv.slice(2);
const { recordings } = await openVaultAt({ databaseUrl, storeDirectory, keysFile, auditKey: Buffer.alloc(32, 7) });
const start = {
  groupSessionId,
  epoch: 1,
  participantId: "ana",
  source: "camera",
  contentType: "video/webm",
  beginsAtMs: 0,
} as const;
const keeping = await recordings.startKeeping(start, { personId: "tess", role: "therapist" }, (cause) => {
  throw new Error(cause);
});
process.stdout.write(`recording ${keeping.recordingId}\n`);
for (let index = 0; ; index++) {
  await keeping.keepPiece(keptPiece(index));
  process.stdout.write(`durable ${index + 1}\n`);
}
