// Cuts what a browser encoded into pieces as a media node cuts them, and seals the pieces of a recording into a server's own store, as it would have kept them itself.
import { join } from "node:path";
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import { PieceCutter } from "../../../media/src/recording/piece-cutter.ts";
import { createWebmWriter } from "../../../media/src/recording/webm-writer.ts";
import { loadKeys } from "../../../server/src/platform/keys.ts";
import { auditKey } from "../../../server/src/recordings/audit-chain.ts";
import type { RecordedPiece } from "../../../server/src/recordings/recording.ts";
import { findEpoch, openVaultAt } from "../../../server/test/support/vault-places.ts";
import type { Clinic } from "./clinic.ts";

export interface KeptRecording {
  readonly groupSessionId: GroupSessionId;
  readonly participantId: string;
  readonly source: "camera" | "microphone";
  /** Session time. */
  readonly beginsAtMs: number;
}

export interface EncodedFrame {
  readonly atMs: number;
  readonly keyFrame: boolean;
  readonly base64: string;
}

/** `durationMs`: of each frame. */
export async function cutIntoPieces(
  track: Parameters<typeof createWebmWriter>[0],
  frames: readonly EncodedFrame[],
  durationMs: number,
): Promise<readonly RecordedPiece[]> {
  const pieces: RecordedPiece[] = [];
  const cutter = new PieceCutter((piece) => pieces.push(piece));
  const writer = createWebmWriter(track);
  for (const { atMs, keyFrame, base64 } of frames) {
    const bytes = Buffer.from(base64, "base64");
    const written = await writer.add({ bytes, atMs, durationMs, keyFrame });
    cutter.add({ bytes, startMs: atMs, durationMs, keyFrame, rotation: 0 }, written, atMs);
  }
  cutter.flush(0);
  await writer.close();
  return pieces;
}

/** The same pieces for each of the recordings. */
export async function keepPieces(
  { environment }: Clinic,
  recordings: readonly KeptRecording[],
  pieces: readonly RecordedPiece[],
): Promise<void> {
  const state = environment.ENSEMBLE_DATA_DIR ?? "";
  const { fields } = await loadKeys(join(state, "keys.json"));
  const vault = await openVaultAt({
    databaseUrl: environment.DATABASE_URL ?? "",
    storeDirectory: join(state, "recordings"),
    keysFile: join(state, "recording-keys.json"),
    auditKey: auditKey(fields),
  });
  for (const { groupSessionId, participantId, source, beginsAtMs } of recordings) {
    const contentType = source === "camera" ? "video/webm" : "audio/webm";
    const epoch = await findEpoch(vault.pool, groupSessionId);
    const keeping = await vault.recordings.startKeeping(
      { groupSessionId, epoch, participantId, source, contentType, beginsAtMs: Math.round(beginsAtMs) },
      { personId: null, role: "server" },
      (cause) => {
        throw new Error(`the recording was not kept: ${cause}`);
      },
    );
    for (const piece of pieces) {
      const outcome = await keeping.keepPiece(piece);
      if (outcome !== "kept") throw new Error(`a piece of the recording was not kept: ${outcome}`);
    }
    await keeping.finish();
  }
  await vault.pool.end();
}
