// Many pieces of bytes as one value of a statement: in an array each would travel as hexadecimal text, twice as long, which both ends
// take apart again.

export interface JoinedBytes {
  readonly bytes: Buffer;
  /** Where each begins, counted from 1 as SQL does, and how long it is: both null for none. */
  readonly begins: readonly (number | null)[];
  readonly lengths: readonly (number | null)[];
}

/** For `substring(bytes FROM begin FOR length)`, which is NULL where there was nothing. */
export function joinBytes(pieces: readonly (Uint8Array | undefined)[]): JoinedBytes {
  let next = 1;
  const begins = pieces.map((piece) => {
    if (piece === undefined) return null;
    const begin = next;
    next += piece.byteLength;
    return begin;
  });
  return {
    bytes: Buffer.concat(pieces.filter((piece) => piece !== undefined)),
    begins,
    lengths: pieces.map((piece) => piece?.byteLength ?? null),
  };
}
