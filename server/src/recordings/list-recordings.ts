// What there is of a session, for whoever may see it: how long each is, whether it is all there, or that it was destroyed.
import type { KeptRecording } from "@ensemble/shared/protocol/custody-messages.ts";
import type { RecordingListing, RecordingState } from "@ensemble/shared/protocol/http-messages.ts";
import { DomainError } from "@ensemble/shared/protocol/refusal-codes.ts";
import type { PieceIndex } from "./piece-index-rules.ts";
import type { PiecesStore } from "./pieces-store.ts";
import { readIndex } from "./read-recording.ts";
import type { Recording } from "./recording.ts";
import type { RecordingRows } from "./recording-rows-store.ts";
import { keptUntilMs } from "./retention-rules.ts";
import { mayView, type Viewer } from "./view-rules.ts";

/** Throws `session/unknown`. What somebody may not see is not in their list; a tombstone is the therapists' to see. */
export async function listRecordings(
  parts: { readonly rows: RecordingRows; readonly pieces: PiecesStore },
  groupSessionId: string,
  viewer: Viewer,
): Promise<readonly RecordingListing[]> {
  // PostgreSQL's texts hold no such character.
  const isName = !groupSessionId.includes("\u0000");
  const clinicId = isName ? await parts.rows.findClinic(groupSessionId) : undefined;
  if (clinicId === undefined || clinicId !== viewer.clinicId) throw new DomainError("session/unknown");
  const recordings = await parts.rows.listOfSession(groupSessionId);
  const seen = recordings.filter((recording) => mayView(viewer, recording) === "yes");
  return Promise.all(seen.map(async (recording) => describe(recording, await readIndex(parts, recording.recordingId))));
}

/** Those of one participant, in the order of their beginning; who may ask is decided before. */
export async function listKept(
  parts: { readonly rows: RecordingRows; readonly pieces: PiecesStore; readonly keptDays?: number },
  groupSessionId: string,
  participantId: string,
): Promise<readonly KeptRecording[]> {
  const recordings = await parts.rows.listOfParticipant(groupSessionId, participantId);
  return Promise.all(
    recordings.map(async (recording) => {
      const { recordingId, source, startedAtMs, heldSinceMs, heldWhy } = recording;
      const index = await readIndex(parts, recordingId);
      return {
        ...{ recordingId, source, startedAtMs, durationMs: index.durationMs, state: stateOf(recording, index) },
        keptUntilMs: keptUntilMs(recording, parts.keptDays) ?? null,
        held: heldSinceMs === undefined ? null : { sinceMs: heldSinceMs, why: heldWhy ?? null },
        destroyed: recording.tombstone ?? null,
      };
    }),
  );
}

function describe(recording: Recording, index: PieceIndex): RecordingListing {
  const { tombstone } = recording;
  return {
    recordingId: recording.recordingId,
    participantId: recording.participantId ?? null,
    source: recording.source,
    contentType: recording.contentType,
    beginsAtMs: recording.beginsAtMs,
    startedAtMs: recording.startedAtMs,
    endedAtMs: recording.endedAtMs ?? null,
    durationMs: index.durationMs,
    bytes: index.bytes,
    state: stateOf(recording, index),
    sentAtMs: recording.sentAtMs ?? null,
    held: recording.heldSinceMs !== undefined,
    destroyed: tombstone ?? null,
  };
}

function stateOf({ tombstone, endedAtMs, endSealed }: Recording, { isWhole }: PieceIndex): RecordingState {
  if (tombstone !== undefined) return "destroyed";
  if (!isWhole) return "damaged";
  if (endedAtMs === undefined) return "running";
  return endSealed === undefined ? "cutOff" : "whole";
}
