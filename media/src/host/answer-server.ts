// What one room server asks of this node over its channel, after it has proved itself.
import { type ChannelWord, parseChannelRequest } from "@ensemble/shared/protocol/media-channel.ts";
import type { MediaNode, MediaSeat } from "@ensemble/shared/protocol/media-node.ts";
import { DomainError, type RefusalCode } from "@ensemble/shared/protocol/refusal-codes.ts";
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import type { Report } from "../refuse-media.ts";
import type { HeldSessions, Holder } from "./held-sessions.ts";

export interface AskedNode {
  readonly node: MediaNode;
  readonly held: HeldSessions;
  readonly isLeaving: () => boolean;
  readonly report: Report;
}

/** False for what is no request at all: whoever sends such is not spoken to any more. */
export function answerServer(
  asked: AskedNode,
  holder: Holder,
  text: string,
  say: (word: ChannelWord) => void,
): boolean {
  const request = parseChannelRequest(text);
  if (request === undefined) return false;
  const { id } = request;
  perform(asked, holder, request).then(
    (value) => say({ id, value: value ?? null }),
    (error: unknown) => say({ id, refused: refusalOf(error, asked.report) }),
  );
  return true;
}

async function perform(
  { node, held, isLeaving }: AskedNode,
  holder: Holder,
  { operation, arguments: given }: NonNullable<ReturnType<typeof parseChannelRequest>>,
): Promise<unknown> {
  if (given === undefined) throw new DomainError("media/malformed");
  if (operation === "beat") return null;
  if (operation === "health") return node.health();
  if (operation === "openSession") {
    if (isLeaving()) throw new DomainError("media/away");
    const [groupSessionId, epoch] = given as [GroupSessionId, number];
    return held.open(holder, groupSessionId, epoch);
  }
  if (operation === "closeSession") return held.close(holder, given[0] as GroupSessionId);
  held.check(holder, operation === "readLines" ? (given[0] as GroupSessionId) : (given[0] as MediaSeat).groupSessionId);
  // The schema of each operation's arguments is that of the interface.
  return (node[operation] as (...all: readonly unknown[]) => Promise<unknown>)(...given);
}

function refusalOf(error: unknown, report: Report): RefusalCode {
  if (error instanceof DomainError) return error.code;
  report("a request of a room server failed", error);
  return "media/away";
}
