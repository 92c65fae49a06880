import type { RecordedPieceEvent } from "@ensemble/shared/protocol/media-channel.ts";
import type { GroupSessionId, ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { expect, it } from "vitest";
import { packPiece } from "./pack-piece.ts";

const EVENT: RecordedPieceEvent = {
  kind: "recordedPiece",
  seat: { groupSessionId: "class" as GroupSessionId, participantId: "ana" as ParticipantId },
  recordingId: "r-1",
  source: "camera",
  piece: {
    kind: "media",
    index: 3,
    startMs: 1_000.5,
    durationMs: 980,
    nowMs: 2_100,
    arrivedMs: 2_090.5,
    keyFrame: true,
    rotationDegrees: 90,
    bytes: Uint8Array.of(0x1f, 0x43, 0xb6, 0x75, 0x00),
  },
};

it("says first how long its word is, then the word without the bytes, then the bytes as they are", () => {
  const packed = packPiece(EVENT);
  const wordEnd = 4 + packed.readUInt32BE(0);
  const { bytes, ...piece } = EVENT.piece;
  expect(JSON.parse(packed.subarray(4, wordEnd).toString())).toEqual({ ...EVENT, piece });
  expect([...packed.subarray(wordEnd)]).toEqual([...bytes]);
});
