// One viewing is one entry of the audit log: a player that seeks asks for many ranges, and each would open the key and be an entry of its own.
// A key is kept for whoever opened it for as long as they go on asking, and in this process only.
import type { DataKey, KeyDoor, Opening } from "./key-door.ts";
import type { Actor, Recording } from "./recording.ts";

/** Without a request for so long, the next one is another viewing. */
const IDLE_MS = 2 * 60_000;
/** However busy: who looks for hours is seen to do so. */
const LONGEST_MS = 30 * 60_000;
const MOST = 256;

interface Viewing {
  readonly recordingId: string;
  readonly key: Promise<DataKey>;
  readonly sinceMs: number;
  lastMs: number;
}

export interface Viewings {
  /** Throws what the door throws. */
  readonly open: (recording: Recording, actor: Actor, action: Opening) => Promise<DataKey>;
  readonly forget: (recordingId: string) => void;
  /** Lets go of the keys nobody uses any more. */
  readonly tidy: () => void;
}

export function createViewings(door: Pick<KeyDoor, "open">, monotonicMs: () => number): Viewings {
  const viewings = new Map<string, Viewing>();
  const isOver = (viewing: Viewing, nowMs: number) =>
    nowMs - viewing.lastMs >= IDLE_MS || nowMs - viewing.sinceMs >= LONGEST_MS;
  const drop = (isDropped: (viewing: Viewing) => boolean) => {
    for (const [name, viewing] of viewings) if (isDropped(viewing)) viewings.delete(name);
  };
  return {
    open: (recording, actor, action) => {
      const nowMs = monotonicMs();
      const name = JSON.stringify([actor.role, actor.personId, recording.recordingId, action]);
      const present = viewings.get(name);
      if (present !== undefined && !isOver(present, nowMs)) {
        present.lastMs = nowMs;
        return present.key;
      }
      viewings.delete(name);
      const oldest = viewings.keys().next();
      if (viewings.size >= MOST && !oldest.done) viewings.delete(oldest.value);
      const key = door.open(recording, actor, action);
      const viewing = { recordingId: recording.recordingId, key, sinceMs: nowMs, lastMs: nowMs };
      viewings.set(name, viewing);
      // What could not be opened is not kept; who asked is told.
      key.catch(() => {
        if (viewings.get(name) === viewing) viewings.delete(name);
      });
      return key;
    },
    forget: (recordingId) => drop((viewing) => viewing.recordingId === recordingId),
    tidy: () => {
      const nowMs = monotonicMs();
      drop((viewing) => isOver(viewing, nowMs));
    },
  };
}
