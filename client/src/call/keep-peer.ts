// The one end of a call that there is at a time: opened when there is none, mended once when its line is interrupted or in doubt, dropped
// when it is of no use.
import type { LineState, MediaPeer } from "./media-peer.ts";

export interface KeptPeer {
  /** Undefined while there is none. */
  readonly line: () => LineState | undefined;
  /** What there is, as it is. */
  readonly present: () => MediaPeer | undefined;
  /** What there is, mended, or a new one; undefined when it is not wanted, or no longer once it is open. */
  readonly take: () => Promise<MediaPeer | undefined>;
  /** The device slept or its network changed: a line that calls itself well is mended all the same. */
  readonly doubt: () => void;
  readonly dropUnless: (isOfUse: (peer: MediaPeer) => boolean) => void;
  readonly drop: () => void;
}

export function keepPeer(parts: {
  readonly open: (onLine: () => void) => Promise<MediaPeer>;
  readonly isWanted: () => boolean;
  readonly onLine: () => void;
  readonly onDropped: () => void;
}): KeptPeer {
  let peer: MediaPeer | undefined;
  let opening: Promise<MediaPeer | undefined> | undefined;
  let iceRestarted = false;
  let doubted = false;

  function followLine(): void {
    if (peer?.line() === "connected") iceRestarted = false;
    parts.onLine();
  }

  async function open(): Promise<MediaPeer | undefined> {
    const opened = await parts.open(followLine);
    if (parts.isWanted()) return opened;
    opened.close();
    return undefined;
  }

  async function mendLine(of: MediaPeer): Promise<void> {
    if (!doubted && (of.line() !== "interrupted" || iceRestarted)) return;
    await of.restartIce();
    iceRestarted = true;
    doubted = false;
  }

  function drop(): void {
    peer?.close();
    peer = undefined;
    iceRestarted = false;
    doubted = false;
    parts.onDropped();
  }

  return {
    line: () => peer?.line(),
    present: () => peer,
    take: async () => {
      if (peer === undefined) {
        if (!parts.isWanted()) return undefined;
        // One at a time, however many wait for it.
        opening ??= open().finally(() => {
          opening = undefined;
        });
        peer = await opening;
      }
      if (peer) await mendLine(peer);
      return peer;
    },
    doubt: () => {
      doubted = peer !== undefined;
    },
    dropUnless: (isOfUse) => {
      if (peer && !isOfUse(peer)) drop();
    },
    drop,
  };
}
