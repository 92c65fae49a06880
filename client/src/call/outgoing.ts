// The own camera and microphone: what there is of them is sent unless it is switched off.
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import type { MediaSource } from "@ensemble/shared/session/may-consume.ts";
import { type FrameShare, type PictureShare, shareAfter } from "@ensemble/shared/session/picture-share-rules.ts";
import type { MediaPeer, OutgoingMedia } from "./media-peer.ts";

/** `none`: no device or no permission. */
export type SendingState = "sending" | "off" | "none";

export interface Outgoing {
  readonly takeStream: (stream: MediaStream | undefined) => void;
  readonly setOn: (source: MediaSource, on: boolean) => void;
  /** So many sizes of the own picture, the smallest first: what this device can make. */
  readonly sendAtMost: (encodings: number) => void;
  /** So many of them somebody looks at, 0 for nobody: more are sent at once, fewer after a while. */
  readonly want: (sizes: number) => void;
  /** So much of what would be sent the own line carries: the rest stops at once. */
  readonly carry: (carried: Carried) => void;
  /** Whom alone the own sound is for; undefined: for whoever may have it. It is held until nobody else is sent it. */
  readonly confideIn: (participantId: ParticipantId | undefined) => void;
  /** Who is sent the own sound now, as the server says. */
  readonly heardBy: (hearers: readonly ParticipantId[]) => void;
  readonly stateOf: (source: MediaSource) => SendingState;
  /** Sends, replaces, pauses or ends, as it is wanted now. */
  readonly follow: (peer: MediaPeer) => Promise<void>;
  readonly forget: () => void;
  readonly dispose: () => void;
}

/** `sizes`: of the own picture, the smallest first. `less`: so many steps less than would be sent, where the server says it. */
export interface Carried {
  readonly sizes: number;
  readonly sound: boolean;
  readonly less?: number | undefined;
}

export const CARRIES_ALL: Carried = { sizes: Number.POSITIVE_INFINITY, sound: true };

interface Sending {
  readonly media: OutgoingMedia;
  /** No packet leaves. */
  held: boolean;
  /** What the others know. */
  toldHeld: boolean;
  /** Sizes that are sent now, and the part of their pictures a second. */
  encodings: number;
  frames: FrameShare | undefined;
}

/** Whoever looks away for a moment finds the picture as it was; each change costs a negotiation. */
const FEWER_AFTER_MS = 5_000;
const KINDS = { camera: "video", microphone: "audio" } as const;
const SOURCES = ["camera", "microphone"] as const;

export function createOutgoing(onChange: () => void): Outgoing {
  const tracks = new Map<MediaSource, MediaStreamTrack>();
  const on: Record<MediaSource, boolean> = { camera: true, microphone: true };
  const sending = new Map<MediaSource, Sending>();
  let mostEncodings = Number.POSITIVE_INFINITY;
  let wantedSizes = Number.POSITIVE_INFINITY;
  /** The same once fewer have been wanted for long enough. */
  let soonWanted = wantedSizes;
  let confidant: ParticipantId | undefined;
  let hearers: readonly ParticipantId[] = [];
  let carried = CARRIES_ALL;
  let lowering: ReturnType<typeof setTimeout> | undefined;
  let watching = new AbortController();

  const trackOf = (source: MediaSource) => {
    const track = tracks.get(source);
    return track?.readyState === "live" ? track : undefined;
  };

  async function followSource(peer: MediaPeer, source: MediaSource): Promise<void> {
    const track = trackOf(source);
    const present = sending.get(source);
    if (!present) {
      if (!track || !on[source]) return;
      const media = await peer.send(source, track);
      sending.set(source, { media, held: false, toldHeld: false, encodings: media.encodings, frames: 1 });
      // It may have been switched off while it was being opened.
      followHold(source);
      await followShare(source);
      return followHeld(source);
    }
    if (!track) {
      sending.delete(source);
      await present.media.close();
      return;
    }
    if (present.media.track !== track) {
      if (!present.media.fits(track)) {
        sending.delete(source);
        await present.media.close();
        return followSource(peer, source);
      }
      await present.media.replaceTrack(track);
      // A part of another camera's pictures a second.
      present.frames = undefined;
    }
    followHold(source);
    await followShare(source);
    await followHeld(source);
  }

  /** What has a reason the others need not know of: nobody looks, or somebody else would hear. */
  const isKept = (source: MediaSource): boolean =>
    source === "camera"
      ? wantedSizes === 0 || carried.sizes === 0
      : !carried.sound || (confidant !== undefined && hearers.some((one) => one !== confidant));

  function followHold(source: MediaSource): void {
    const present = sending.get(source);
    const held = !on[source] || isKept(source);
    if (!present || present.held === held) return;
    present.held = held;
    present.media.hold(held);
  }

  async function followHeld(source: MediaSource): Promise<void> {
    const present = sending.get(source);
    const held = !on[source];
    if (!present || present.toldHeld === held) return;
    await present.media.tellHeld(held);
    present.toldHeld = held;
  }

  async function followShare(source: MediaSource): Promise<void> {
    const present = sending.get(source);
    // What is held because nothing is carried goes on as it was held: not with more than the line had.
    if (!present || source !== "camera" || carried.sizes === 0) return;
    const { sizes, frames } = shareOf(present.media.encodings);
    if (present.encodings !== sizes) {
      await present.media.sendAtMost(sizes);
      present.encodings = sizes;
    }
    if (present.frames === frames) return;
    await present.media.thin(frames);
    present.frames = frames;
  }

  /** Of what is wanted and can be made, as much as the line carries. */
  function shareOf(encodings: number): PictureShare {
    const wanted = Math.max(1, Math.min(mostEncodings, wantedSizes, encodings));
    if (carried.less !== undefined) return shareAfter(carried.less, wanted);
    return { sizes: Math.max(1, Math.min(wanted, carried.sizes)), frames: 1 };
  }

  return {
    takeStream: (stream) => {
      watching.abort();
      watching = new AbortController();
      tracks.clear();
      for (const source of SOURCES) {
        const track = stream
          ?.getTracks()
          .find(({ kind, readyState }) => kind === KINDS[source] && readyState === "live");
        if (!track) continue;
        tracks.set(source, track);
        track.addEventListener("ended", onChange, { signal: watching.signal });
      }
      onChange();
    },
    setOn: (source, wanted) => {
      on[source] = wanted;
      // At once: switching off must not wait for the server or for a broken line.
      followHold(source);
      onChange();
    },
    sendAtMost: (encodings) => {
      mostEncodings = encodings;
      onChange();
    },
    want: (sizes) => {
      if (sizes === soonWanted) return;
      soonWanted = sizes;
      clearTimeout(lowering);
      const follow = () => {
        if (wantedSizes === sizes) return;
        wantedSizes = sizes;
        // At once: whoever looks is waiting for it.
        followHold("camera");
        onChange();
      };
      if (sizes >= wantedSizes) follow();
      else lowering = setTimeout(follow, FEWER_AFTER_MS);
    },
    confideIn: (participantId) => {
      if (confidant === participantId) return;
      confidant = participantId;
      // At once: nothing that is meant for one is heard by others meanwhile.
      followHold("microphone");
      onChange();
    },
    carry: (now) => {
      if (now.sizes === carried.sizes && now.sound === carried.sound && now.less === carried.less) return;
      carried = now;
      // At once: what the line does not carry takes its room from what it does.
      for (const source of SOURCES) followHold(source);
      onChange();
    },
    heardBy: (now) => {
      hearers = now;
      followHold("microphone");
    },
    stateOf: (source) => (trackOf(source) ? (on[source] ? "sending" : "off") : "none"),
    follow: async (peer) => {
      for (const source of SOURCES) await followSource(peer, source);
    },
    forget: () => sending.clear(),
    dispose: () => {
      watching.abort();
      clearTimeout(lowering);
    },
  };
}
