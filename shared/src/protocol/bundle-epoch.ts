// Whose word a bundle of bodies is: the same place in avatars and figures (u8 version · u32 epoch), read without the rest.
const EPOCH_OFFSET = 1;
const HEAD_BYTES = 5;

/** `undefined` for bytes that are no bundle. */
export function readBundleEpoch(bytes: Uint8Array): number | undefined {
  if (bytes.byteLength < HEAD_BYTES) return undefined;
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(EPOCH_OFFSET, true);
}
