// A piece of a recording as it goes over the channel: what it is, and its bytes.
import { PIECE_HEAD_BYTES, type RecordedPieceEvent } from "@ensemble/shared/protocol/media-channel.ts";

export function packPiece(event: RecordedPieceEvent): Buffer {
  const { bytes, ...piece } = event.piece;
  const word = Buffer.from(JSON.stringify({ ...event, piece }));
  const head = Buffer.alloc(PIECE_HEAD_BYTES);
  head.writeUInt32BE(word.byteLength);
  return Buffer.concat([head, word, bytes]);
}
