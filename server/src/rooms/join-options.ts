// What a page says when it asks for a seat, before anything of it is believed.
import { PROTOCOL_VERSION } from "@ensemble/shared/protocol/room-messages.ts";

const LONGEST_TEXT = 64;

export function readSessionId(options: unknown): string {
  return readText(options, "groupSessionId");
}

/** Empty: a page that does not say which it is. */
export function readPage(options: unknown): string {
  return readText(options, "page");
}

/** Earlier pages say it in their hello only. */
export function readProtocol(options: unknown): number {
  const value = (options as Partial<Record<string, unknown>> | undefined)?.protocol;
  return typeof value === "number" ? value : PROTOCOL_VERSION;
}

function readText(options: unknown, name: "groupSessionId" | "page"): string {
  const value = (options as Partial<Record<string, unknown>> | undefined)?.[name];
  return typeof value === "string" && value.length <= LONGEST_TEXT ? value : "";
}
