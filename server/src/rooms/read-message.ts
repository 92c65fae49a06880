// Messages from clients at the edge of the room: size, budget and form are judged here; inside, everything is typed.
import { DomainError, type RefusalCode } from "@ensemble/shared/protocol/refusal-codes.ts";
import type { z } from "zod";

/** Deep enough for media capabilities; deeper is no message of ours. */
const DEEPEST = 12;

/** The parsed message, or why it is refused. */
export function readMessage<T>(form: z.ZodType<T>, message: unknown, limitBytes: number): T | RefusalCode {
  if (isTooLarge(message, limitBytes)) return "protocol/too_large";
  const parsed = form.safeParse(message);
  return parsed.success ? parsed.data : "protocol/malformed";
}

/** For messages whose form is read elsewhere. */
export function isTooLarge(message: unknown, limitBytes: number): boolean {
  return roughBytes(message, limitBytes, 0) > limitBytes;
}

/** A lower bound of a value's size on the wire; stops counting above the limit. */
function roughBytes(value: unknown, limit: number, depth: number): number {
  if (depth > DEEPEST) return limit + 1;
  if (typeof value === "string") return value.length + 1;
  if (value instanceof Uint8Array) return value.byteLength;
  if (typeof value !== "object" || value === null) return 1;
  let bytes = 1;
  for (const [key, part] of Object.entries(value)) {
    bytes += key.length + roughBytes(part, limit, depth + 1);
    if (bytes > limit) return bytes;
  }
  return bytes;
}

/** What a client is told of something that went wrong: a refusal's code, or nothing but that it failed. */
export function refusalOf(error: unknown): RefusalCode | undefined {
  return error instanceof DomainError ? error.code : undefined;
}
