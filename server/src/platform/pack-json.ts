// Large answers that are the same for everybody and hold nothing secret, packed once for all who ask.
import { promisify } from "node:util";
import { gzip } from "node:zlib";

const pack = promisify(gzip);
const packed = new WeakMap<object, Promise<Buffer>>();

/** The body as gzipped JSON. Of an object given again, the bytes of the first time: whoever hands it over does not change it any more. */
export function packJson(body: object): Promise<Buffer> {
  let bytes = packed.get(body);
  if (bytes === undefined) {
    bytes = pack(JSON.stringify(body));
    packed.set(body, bytes);
    // What failed is tried again by whoever asks next.
    bytes.catch(() => packed.delete(body));
  }
  return bytes;
}
