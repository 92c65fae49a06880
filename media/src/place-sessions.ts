// Which worker carries which session: a session stays on the one it was opened on, the least loaded, until it is closed or that worker dies.
import { DomainError } from "@ensemble/shared/protocol/refusal-codes.ts";
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import type { MediaSession } from "./media-session.ts";
import type { MediaWorker } from "./media-worker.ts";

export interface SessionPlaces {
  /** One that is open or being opened is not opened again. */
  readonly open: (groupSessionId: GroupSessionId) => Promise<MediaSession>;
  /** Refuses one that is not open. */
  readonly get: (groupSessionId: GroupSessionId) => MediaSession;
  readonly find: (groupSessionId: GroupSessionId) => MediaSession | undefined;
  /** False when there was none. */
  readonly close: (groupSessionId: GroupSessionId) => Promise<boolean>;
  /** Forgets the sessions of a worker that died, and names them. */
  readonly lose: (worker: MediaWorker) => readonly GroupSessionId[];
  /** Closes all that are open. */
  readonly clear: () => Promise<void>;
}

interface Place {
  readonly worker: MediaWorker;
  readonly opening: Promise<MediaSession>;
  /** Once it is open. */
  session?: MediaSession;
}

export function placeSessions(
  workers: readonly MediaWorker[],
  openOn: (worker: MediaWorker, groupSessionId: GroupSessionId) => Promise<MediaSession>,
): SessionPlaces {
  const placed = new Map<GroupSessionId, Place>();
  return {
    open: async (groupSessionId) => {
      let place = placed.get(groupSessionId);
      if (!place) {
        const worker = leastLoaded(workers, placed);
        place = { worker, opening: openOn(worker, groupSessionId) };
        placed.set(groupSessionId, place);
      }
      try {
        place.session = await place.opening;
        return place.session;
      } catch (error) {
        if (placed.get(groupSessionId) === place) placed.delete(groupSessionId);
        throw error;
      }
    },
    get: (groupSessionId) => {
      const session = placed.get(groupSessionId)?.session;
      if (!session) throw new DomainError("media/away");
      return session;
    },
    find: (groupSessionId) => placed.get(groupSessionId)?.session,
    close: async (groupSessionId) => {
      const place = placed.get(groupSessionId);
      placed.delete(groupSessionId);
      // What could not be opened has been reported to whoever asked for it.
      const session = await place?.opening.catch(() => undefined);
      await session?.close();
      return session !== undefined;
    },
    lose: (worker) => {
      // One still being opened refuses whoever waits for it.
      const lost = [...placed].filter(([, place]) => place.worker === worker && place.session !== undefined);
      for (const [groupSessionId] of lost) placed.delete(groupSessionId);
      return lost.map(([groupSessionId]) => groupSessionId);
    },
    clear: async () => {
      const open = [...placed.values()].map(({ session }) => session);
      placed.clear();
      await Promise.all(open.map((session) => session?.close()));
    },
  };
}

function leastLoaded(workers: readonly MediaWorker[], placed: ReadonlyMap<GroupSessionId, Place>): MediaWorker {
  // One that is being replaced has nothing placed, and would let a session wait for it.
  const living = workers.filter(({ pid }) => pid !== undefined);
  const load = new Map((living.length > 0 ? living : workers).map((worker) => [worker, 0]));
  for (const { worker } of placed.values()) {
    const placedThere = load.get(worker);
    if (placedThere !== undefined) load.set(worker, placedThere + 1);
  }
  const [first] = [...load].sort(([, one], [, other]) => one - other);
  if (!first) throw new Error("a media node needs at least one worker");
  return first[0];
}
