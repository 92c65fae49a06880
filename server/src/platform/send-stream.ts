// Sends bytes that are made while they are sent, no faster than they are taken: over Node's server as a stream, over uWebSockets.js by its own
// means, since what stands there for a response would gather all of it in memory first.
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Response } from "express";

export interface ByteStream {
  readonly bytes: number;
  readonly content: AsyncIterable<Uint8Array>;
}

/** Of uWebSockets.js, what is used here. */
interface RawResponse {
  readonly cork: (write: () => void) => void;
  /** Whether it was taken, and whether that was all. */
  readonly tryEnd: (chunk: Uint8Array, totalBytes: number) => readonly [boolean, boolean];
  readonly endWithoutBody: (bytes: number) => void;
  readonly getWriteOffset: () => number;
  readonly onWritable: (write: (offset: number) => boolean) => void;
  readonly onAborted: (tell: () => void) => void;
  readonly close: () => void;
}
type OverUws = Response & { readonly res: RawResponse; finished: boolean };

/**
 * Status and headers are set already. Rejects when the first bytes cannot be made, with nothing sent; what fails later is told by whoever
 * makes the bytes, and ends the connection, so that nobody takes a part for the whole.
 */
export async function sendStream(response: Response, stream: ByteStream, isHeadOnly: boolean): Promise<void> {
  const raw = (response as Partial<OverUws>).res;
  const isOverUws = typeof raw?.tryEnd === "function";
  if (isHeadOnly || stream.bytes === 0) {
    if (isOverUws) endEmpty(response as OverUws, stream.bytes);
    else response.set("content-length", String(stream.bytes)).end();
    return;
  }
  const content = await begun(stream.content);
  try {
    if (isOverUws) await sendOverUws(response as OverUws, content, stream.bytes);
    else await pipeline(Readable.from(content), response.set("content-length", String(stream.bytes)));
  } catch {
    // Told, and the connection ended; or whoever asked has gone, which is nobody's failure.
    response.destroy();
  }
}

/** The same from its beginning, of which the first part is there. */
async function begun(content: AsyncIterable<Uint8Array>): Promise<AsyncIterable<Uint8Array>> {
  const iterator = content[Symbol.asyncIterator]();
  let first: IteratorResult<Uint8Array> | undefined = await iterator.next();
  return {
    [Symbol.asyncIterator]: () => ({
      next: async () => {
        const next = first ?? (await iterator.next());
        first = undefined;
        return next;
      },
      return: async (value) => (await iterator.return?.(value)) ?? { done: true, value },
    }),
  };
}

function endEmpty(response: OverUws, bytes: number): void {
  const { res: raw } = response;
  if (response.finished) return;
  raw.cork(() => {
    response.writeHead(response.statusCode);
    raw.endWithoutBody(bytes);
  });
  response.finished = true;
}

async function sendOverUws(response: OverUws, content: AsyncIterable<Uint8Array>, bytes: number): Promise<void> {
  const { res: raw } = response;
  // Set by the transport when somebody leaves; after that the raw response must not be touched.
  const isGone = () => response.finished;
  let wake = () => {};
  raw.onAborted(() => wake());
  if (isGone()) return;
  raw.cork(() => response.writeHead(response.statusCode));
  try {
    for await (const chunk of content) {
      if (isGone()) return;
      await new Promise<void>((resolve) => {
        wake = resolve;
        takeOverUws(raw, chunk, bytes, (isAll) => {
          if (isAll) response.finished = true;
          resolve();
        });
      });
      if (isGone()) return;
    }
  } catch (error) {
    if (!isGone()) raw.close();
    throw error;
  }
  // Fewer bytes came than were said.
  if (!isGone()) raw.close();
}

function takeOverUws(raw: RawResponse, chunk: Uint8Array, bytes: number, taken: (isAll: boolean) => void): void {
  const begin = raw.getWriteOffset();
  const take = (rest: Uint8Array): boolean => {
    const [isTaken, isAll] = raw.tryEnd(rest, bytes);
    if (isTaken || isAll) taken(isAll);
    return isTaken || isAll;
  };
  raw.cork(() => {
    if (!take(chunk)) raw.onWritable((offset) => take(chunk.subarray(offset - begin)));
  });
}
