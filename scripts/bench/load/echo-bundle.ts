// What the bare room sends: of everybody who has sent a frame the beginning of the newest one, behind a head. Both as long as in a real bundle.

/** As much of each as the real bundle has of an avatar, behind a head as long as its head. */
const HEAD_BYTES = 6;
export const PERSON_BYTES = 71;
/** Of a message of one frame: behind its version and its count. */
const SEQUENCE_OFFSET = 2;

/** `parts`: of each person `PERSON_BYTES`. */
export function packEchoBundle(parts: Iterable<Uint8Array>, count: number): Uint8Array {
  const bundle = new Uint8Array(HEAD_BYTES + PERSON_BYTES * count);
  let at = HEAD_BYTES;
  for (const part of parts) {
    bundle.set(part, at);
    at += PERSON_BYTES;
  }
  return bundle;
}

/** The sequence number of each one's frame, in the order in which they began to send. */
export function readEchoBundle(bundle: Uint8Array): readonly number[] {
  const view = new DataView(bundle.buffer, bundle.byteOffset, bundle.byteLength);
  const count = Math.floor((bundle.byteLength - HEAD_BYTES) / PERSON_BYTES);
  return Array.from({ length: count }, (_, person) =>
    view.getUint32(HEAD_BYTES + PERSON_BYTES * person + SEQUENCE_OFFSET, true),
  );
}
