// Destroys what has been kept for as long as the clinic keeps recordings. Every process does it; what another has destroyed or somebody has
// put on hold meanwhile is left alone.
import { DomainError } from "@ensemble/shared/protocol/refusal-codes.ts";
import type { DestructionReason } from "./recording.ts";
import type { RecordingRows } from "./recording-rows-store.ts";
import { DAY_MS, isDue } from "./retention-rules.ts";

export async function destroyExpired(
  parts: {
    readonly rows: Pick<RecordingRows, "listExpired">;
    readonly keptDays?: number;
    readonly nowMs: () => number;
  },
  destroy: (recordingId: string, reason: DestructionReason, by: "server") => Promise<void>,
): Promise<void> {
  const { rows, keptDays, nowMs } = parts;
  if (keptDays === undefined) return;
  const atMs = nowMs();
  for (const recording of await rows.listExpired(atMs - keptDays * DAY_MS)) {
    if (!isDue({ ...recording, isDestroyed: recording.tombstone !== undefined }, keptDays, atMs)) continue;
    await destroy(recording.recordingId, "retention", "server").catch((error: unknown) => {
      if (!(error instanceof DomainError)) throw error;
    });
  }
}
