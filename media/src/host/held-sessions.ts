// Which room server has which session on this node. A session is its owner's: whoever has lost the lease is refused, and told that it is
// gone; what a server that is away has held is closed.
import type { MediaNode, OpenedSession } from "@ensemble/shared/protocol/media-node.ts";
import { DomainError } from "@ensemble/shared/protocol/refusal-codes.ts";
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";

/** One room server's connection. */
export interface Holder {
  readonly tellLost: (groupSessionId: GroupSessionId, reason: string) => void;
}

export interface HeldSessions {
  readonly open: (holder: Holder, groupSessionId: GroupSessionId, epoch: number) => Promise<OpenedSession>;
  readonly close: (holder: Holder, groupSessionId: GroupSessionId) => Promise<void>;
  /** Refuses a session that this one does not hold. */
  readonly check: (holder: Holder, groupSessionId: GroupSessionId) => void;
  readonly holderOf: (groupSessionId: GroupSessionId) => Holder | undefined;
  readonly of: (holder: Holder) => readonly GroupSessionId[];
  /** Its connection has ended. */
  readonly left: (holder: Holder) => Promise<void>;
  readonly count: () => number;
}

interface Held {
  readonly holder: Holder;
  readonly epoch: number;
}

export function holdSessions(node: Pick<MediaNode, "openSession" | "closeSession">): HeldSessions {
  const held = new Map<GroupSessionId, Held>();
  const gone = new WeakSet<Holder>();
  /** Opening and closing one session are one after the other. */
  const turns = new Map<GroupSessionId, Promise<unknown>>();

  function inTurn<Result>(groupSessionId: GroupSessionId, work: () => Promise<Result>): Promise<Result> {
    const before = turns.get(groupSessionId) ?? Promise.resolve();
    const mine = before.then(work, work);
    const settled = mine
      .catch(() => undefined)
      .finally(() => {
        if (turns.get(groupSessionId) === settled) turns.delete(groupSessionId);
      });
    turns.set(groupSessionId, settled);
    return mine;
  }

  async function release(holder: Holder, groupSessionId: GroupSessionId): Promise<void> {
    if (held.get(groupSessionId)?.holder !== holder) return;
    // What ends with it is still told to its holder.
    await node.closeSession(groupSessionId);
    held.delete(groupSessionId);
  }

  const of = (holder: Holder) =>
    [...held].filter(([, one]) => one.holder === holder).map(([groupSessionId]) => groupSessionId);

  return {
    open: (holder, groupSessionId, epoch) =>
      inTurn(groupSessionId, async () => {
        if (gone.has(holder)) throw new DomainError("media/away");
        const before = held.get(groupSessionId);
        if (before !== undefined && before.epoch > epoch) throw new DomainError("media/not_allowed");
        if (before !== undefined && before.holder !== holder) {
          await release(before.holder, groupSessionId);
          before.holder.tellLost(groupSessionId, "taken over");
        }
        held.set(groupSessionId, { holder, epoch });
        try {
          return await node.openSession(groupSessionId, epoch);
        } catch (error) {
          if (held.get(groupSessionId)?.holder === holder) held.delete(groupSessionId);
          throw error;
        }
      }),
    close: (holder, groupSessionId) => inTurn(groupSessionId, () => release(holder, groupSessionId)),
    check: (holder, groupSessionId) => {
      if (held.get(groupSessionId)?.holder !== holder) throw new DomainError("media/away");
    },
    holderOf: (groupSessionId) => held.get(groupSessionId)?.holder,
    of,
    left: async (holder) => {
      gone.add(holder);
      await Promise.all(
        of(holder).map((groupSessionId) => inTurn(groupSessionId, () => release(holder, groupSessionId))),
      );
    },
    count: () => held.size,
  };
}
