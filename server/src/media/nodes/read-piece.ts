// A piece of a recording as it comes over the channel: what it is, and its bytes.
import {
  PIECE_HEAD_BYTES,
  parseJson,
  pieceWord,
  type RecordedPieceEvent,
} from "@ensemble/shared/protocol/media-channel.ts";

/** Undefined for what is none. The bytes are the message's own. */
export function readPiece(message: ArrayBuffer): RecordedPieceEvent | undefined {
  if (message.byteLength < PIECE_HEAD_BYTES) return undefined;
  const wordBytes = new DataView(message).getUint32(0);
  if (wordBytes > message.byteLength - PIECE_HEAD_BYTES) return undefined;
  const word = pieceWord.safeParse(parseJson(Buffer.from(message, PIECE_HEAD_BYTES, wordBytes).toString()));
  if (!word.success) return undefined;
  const bytes = new Uint8Array(message, PIECE_HEAD_BYTES + wordBytes);
  return { ...word.data, piece: { ...word.data.piece, bytes } };
}
