// What a Range header asks of so many bytes (RFC 9110, 14.2).

export type ByteRange =
  | { readonly kind: "whole" }
  /** From `begin` up to, not including, `end`. */
  | { readonly kind: "part"; readonly begin: number; readonly end: number }
  | { readonly kind: "none" };

const ONE_RANGE = /^bytes=\s*(\d*)-(\d*)\s*$/;

/** A header that is not understood, or asks for several ranges at once, is as good as none: the whole is an answer to everything. */
export function readByteRange(header: string | undefined, bytes: number): ByteRange {
  const match = ONE_RANGE.exec(header ?? "");
  if (match === null) return { kind: "whole" };
  const [, first = "", last = ""] = match;
  if (first === "" && last === "") return { kind: "whole" };
  if (first === "") {
    const length = Math.min(Number(last), bytes);
    return length === 0 ? { kind: "none" } : { kind: "part", begin: bytes - length, end: bytes };
  }
  const begin = Number(first);
  if (last !== "" && Number(last) < begin) return { kind: "whole" };
  if (begin >= bytes) return { kind: "none" };
  return { kind: "part", begin, end: last === "" ? bytes : Math.min(Number(last) + 1, bytes) };
}
