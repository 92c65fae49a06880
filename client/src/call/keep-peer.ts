// The one end of a call that there is at a time: opened when there is none, mended while its line does not carry or is in doubt, dropped
// when it is of no use, and led to a better way where it goes a worse one.
import type { LineState, MediaPeer } from "./media-peer.ts";
import { mend, UNTRIED } from "./mend-rules.ts";
import { NO_SEARCH, searchWay } from "./way-search-rules.ts";

export interface KeptPeer {
  /** Undefined while there is none. */
  readonly line: () => LineState | undefined;
  /** One could not connect at all, and none has since: the network lets nothing through, or what would help is away. */
  readonly isBlocked: () => boolean;
  /** What there is, as it is. */
  readonly present: () => MediaPeer | undefined;
  /** What there is, mended, or a new one; undefined when it is not wanted, or no longer once it is open. */
  readonly take: () => Promise<MediaPeer | undefined>;
  /** The device slept or its network changed: a line that calls itself well is mended all the same. */
  readonly doubt: () => void;
  /** All there is to carry has been put on its way: where that is nothing, nothing is blocked. */
  readonly settled: () => void;
  readonly dropUnless: (isOfUse: (peer: MediaPeer) => boolean) => void;
  readonly drop: () => void;
}

const LOOK_AT_WAY_EVERY_MS = 5_000;
/** The server looks once a second at what it hears: of a line that has just begun to carry it cannot have heard before. */
const HEARD_WITHIN_MS = 2_500;

export function keepPeer(parts: {
  readonly open: (onLine: () => void) => Promise<MediaPeer>;
  readonly isWanted: () => boolean;
  /** The server hears nothing of this device. */
  readonly isUnheard: () => boolean;
  /** Something has changed, or it is time to look: to be answered with `take`. */
  readonly onLine: () => void;
  readonly onDropped: () => void;
  /** Monotonic milliseconds. */
  readonly nowMs: () => number;
}): KeptPeer {
  const { nowMs } = parts;
  let peer: MediaPeer | undefined;
  let opening: Promise<MediaPeer | undefined> | undefined;
  let mending = UNTRIED;
  let search = NO_SEARCH;
  let doubted = false;
  /** What there is has carried something. */
  let carried = false;
  /** Since when it does; undefined while it does not. */
  let carriesSinceMs: number | undefined;
  let blocked = false;
  let lookAgain: ReturnType<typeof setTimeout> | undefined;
  let lookAtWay: ReturnType<typeof setInterval> | undefined;

  function followLine(): void {
    noteWhetherCarried();
    if (peer?.line() === "failed" && !carried) blocked = true;
    parts.onLine();
  }

  function noteWhetherCarried(): void {
    if (!peer?.isCarrying()) {
      carriesSinceMs = undefined;
      return;
    }
    carriesSinceMs ??= nowMs();
    carried = true;
    blocked = false;
  }

  async function open(): Promise<MediaPeer | undefined> {
    const opened = await parts.open(followLine);
    if (!parts.isWanted()) {
      opened.close();
      return undefined;
    }
    lookAtWay = setInterval(() => {
      // Closed meanwhile.
      lookForWay(opened).catch((error: unknown) => console.warn("the way of the call cannot be read", error));
    }, LOOK_AT_WAY_EVERY_MS);
    return opened;
  }

  /** Whether it is still of use. */
  async function mendLine(of: MediaPeer): Promise<boolean> {
    noteWhetherCarried();
    const atMs = nowMs();
    const unheard = carriesSinceMs !== undefined && parts.isUnheard();
    const isNewForMs = unheard ? Math.max(0, (carriesSinceMs ?? atMs) + HEARD_WITHIN_MS - atMs) : 0;
    const next = mend(mending, { atMs, line: of.line(), unheard: unheard && isNewForMs === 0, doubted });
    const lookAgainInMs = isNewForMs > 0 ? isNewForMs : next.lookAgainInMs;
    clearTimeout(lookAgain);
    if (lookAgainInMs !== undefined) lookAgain = setTimeout(parts.onLine, lookAgainInMs);
    mending = next.state;
    if (next.act === "giveUp") {
      if (!carried) blocked = true;
      return false;
    }
    if (next.act === "nothing") return true;
    const wasDoubted = doubted;
    doubted = false;
    try {
      await of.restartIce();
    } catch (error) {
      // Nothing was mended: what led to it stands, for when there is somebody to ask again.
      if (peer === of) [mending, doubted] = [UNTRIED, wasDoubted];
      throw error;
    }
    return true;
  }

  async function lookForWay(of: MediaPeer): Promise<void> {
    const carriers = await of.carriers();
    if (peer !== of) return;
    const carries = of.isCarrying() && mending.restarts === 0 && !doubted;
    const next = searchWay(search, { atMs: nowMs(), carriers, carries });
    search = next.search;
    if (!next.now) return;
    doubted = true;
    parts.onLine();
  }

  function drop(): void {
    clearTimeout(lookAgain);
    clearInterval(lookAtWay);
    peer?.close();
    peer = undefined;
    mending = UNTRIED;
    search = { ...search, sinceMs: undefined };
    doubted = false;
    carried = false;
    carriesSinceMs = undefined;
    parts.onDropped();
  }

  return {
    line: () => peer?.line(),
    isBlocked: () => blocked,
    present: () => peer,
    take: async () => {
      if (peer !== undefined && !(await mendLine(peer))) drop();
      if (peer === undefined) {
        if (!parts.isWanted()) return undefined;
        // One at a time, however many wait for it.
        opening ??= open().finally(() => {
          opening = undefined;
        });
        peer = await opening;
      }
      noteWhetherCarried();
      return peer;
    },
    doubt: () => {
      doubted = peer !== undefined;
    },
    settled: () => {
      noteWhetherCarried();
      if (peer?.line() === "connected") blocked = false;
    },
    dropUnless: (isOfUse) => {
      if (peer && !isOfUse(peer)) drop();
    },
    drop,
  };
}
