// Audio and video of a session on this device. Keeps itself in line with what the server offers and the person wants;
// whatever breaks (line, room, server, media worker) is built anew without being asked.
import type { MediaChangedMessage, MediaOffer } from "@ensemble/shared/protocol/media-messages.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import type { SessionConnection } from "../connection/client-session.ts";
import { createConvergence } from "./converge.ts";
import { createWaking, followWhile } from "./follow-while.ts";
import { createIncoming } from "./incoming.ts";
import { keepPeer } from "./keep-peer.ts";
import type { LineCheck } from "./line-check-rules.ts";
import { measureLine } from "./measure-line.ts";
import { CallUnsupported, type OpenMediaPeer, openMediaPeer } from "./media-peer.ts";
import { createMediaSignalling, isRefused } from "./media-signalling.ts";
import { CARRIES_ALL, createOutgoing, type SendingState } from "./outgoing.ts";
import { isUnheard } from "./picture-step-rules.ts";

/** Ids of words in the locale area `call`. */
export type CallStatus =
  | "connecting"
  | "connected"
  | "reconnecting"
  /** The server has no audio and video now: its media worker is being replaced, or the class is over. */
  | "away"
  /** Nothing gets through this network, by none of the ways there are; tried again and again. */
  | "blocked"
  /** This browser cannot; the session goes on with poses only. */
  | "unsupported";

export interface CallSnapshot {
  readonly status: CallStatus;
  readonly camera: SendingState;
  readonly microphone: SendingState;
  /** Why the last attempt failed, for a support screen, not for people. */
  readonly trouble: string | undefined;
}

export interface Call {
  readonly snapshot: () => CallSnapshot;
  /** Called after every change of the snapshot, of pictures and of sounds; returns the way to stop. */
  readonly subscribe: (listener: () => void) => () => void;
  /** The same stream until it ends; undefined when there is none, its owner switched it off, or nothing of it comes: then its last picture would stand there as if it were the present one. */
  readonly pictureOf: (participantId: ParticipantId) => MediaStream | undefined;
  /** Nothing of it comes now because its owner's line does not carry it. */
  readonly isLineWeak: (participantId: ParticipantId) => boolean;
  readonly soundOf: (participantId: ParticipantId) => MediaStream | undefined;
  readonly setCamera: (on: boolean) => void;
  readonly setMicrophone: (on: boolean) => void;
  /** Whom alone the own sound is for, or nobody in particular: it is held until nobody else is sent it. */
  readonly confideIn: (participantId: ParticipantId | undefined) => void;
  /** After permission was given, another device was chosen, or all is lost (undefined). */
  readonly takeStream: (stream: MediaStream | undefined) => void;
  /** So many sizes of the own picture, the smallest first: at once and in the calls that are built anew. */
  readonly sendAtMost: (encodings: number) => void;
  /** How wide the picture is shown, in CSS pixels; 0 when it is not shown: then nothing of it is sent. Infinite: the largest there is. */
  readonly preferSize: (participantId: ParticipantId, widthPixels: number) => void;
  /** Before the class only: sends the own picture to the server and back for some seconds. Never rejects. */
  readonly checkLine: () => Promise<LineCheck>;
  readonly dispose: () => void;
}

export interface CallOptions {
  /** The camera's stream: what there is of picture and sound; undefined without permission. */
  readonly stream: MediaStream | undefined;
  /** A small camera picture: it is sent in two sizes at few frames a second instead of three. */
  readonly low: boolean;
  readonly openPeer?: OpenMediaPeer;
}

const LIMITS_LOOKED_AT_EVERY_MS = 2_000;
const QUIET = ["heldBack", "takenOver", "refused", "tooOld"];

export async function openCall(connection: SessionConnection, options: CallOptions): Promise<Call> {
  const { low, openPeer = openMediaPeer } = options;
  const ask = createMediaSignalling(connection.requestMedia);
  const listeners = new Set<() => void>();
  let offers: readonly MediaOffer[] = [];
  let generation: string | null | undefined;
  let epoch = 0;
  /** The server is asked what it holds whenever something may have been missed. */
  let mustAsk = true;
  let wasConnected = false;
  let unsupported = false;
  let trouble: string | undefined;
  let disposed = false;

  const convergence = createConvergence(step, fail);
  const waking = createWaking();
  const wake = () => {
    waking.wake();
    convergence.wake();
  };
  const incoming = createIncoming(notify);
  const outgoing = createOutgoing(() => {
    notify();
    wake();
  });

  const kept = keepPeer({
    open: (onLine) => openPeer(ask, { low, onLine }),
    isWanted: () => !disposed && !QUIET.includes(connection.snapshot().status),
    isUnheard: () => isUnheard(connection.snapshot()),
    nowMs: () => performance.now(),
    onLine: () => {
      notify();
      wake();
    },
    onDropped: () => {
      outgoing.forget();
      incoming.forget();
    },
  });

  async function step(): Promise<void> {
    if (unsupported || connection.snapshot().status !== "connected") return;
    if (mustAsk) await askAnew();
    kept.dropUnless((peer) => peer.generation === generation && peer.line() !== "failed");
    if (generation === null) return;
    const peer = await kept.take();
    if (!peer) return;
    // Each way has a transport of its own: what arrives does not wait for the camera that is being sent, nor does what is offered meanwhile.
    const sent = outgoing.follow(peer);
    const received = followWhile({
      busy: sent,
      next: waking.next,
      follow: () => incoming.follow(peer, offers),
      isOver: () => disposed || mustAsk || peer.generation !== generation,
    });
    await bothThrough(received, sent);
    kept.settled();
    trouble = undefined;
    wasConnected ||= kept.line() === "connected";
    notify();
  }

  /** What the server offers and holds. Where there is no end of the call yet, one is opened meanwhile. */
  async function askAnew(): Promise<void> {
    const opening = kept.line() === undefined ? kept.take() : undefined;
    // Waited for below, unless there is nothing to open: then its refusal says nothing new.
    opening?.catch(() => undefined);
    const answer = await ask({ op: "offers" });
    mustAsk = false;
    accept(answer);
    if (opening === undefined)
      kept.dropUnless((peer) => peer.transportIds.every((id) => answer.transports.includes(id)));
    else if (generation !== null) await opening;
  }

  function fail(error: unknown): void {
    trouble = String(error);
    unsupported = error instanceof CallUnsupported;
    // While the room itself is away the line may still be good: judged when it is back.
    const keep = connection.snapshot().status !== "connected" || isRefused(error, "too_many", "away");
    if (!keep) kept.drop();
    mustAsk = true;
    notify();
  }

  function accept(message: MediaChangedMessage): void {
    if (message.epoch < epoch) return;
    ({ epoch, generation, offers } = message);
    incoming.endUnlessOffered(offers);
    outgoing.carry(message.carried ?? CARRIES_ALL);
    if (message.wantedSizes !== undefined) outgoing.want(message.wantedSizes);
    outgoing.heardBy(message.hearers ?? []);
    notify();
  }

  function cameraOf(participantId: ParticipantId): MediaOffer | undefined {
    return offers.find((offer) => offer.participantId === participantId && offer.source === "camera");
  }

  function notify(): void {
    if (!disposed) for (const listener of [...listeners]) listener();
  }

  function status(): CallStatus {
    if (unsupported) return "unsupported";
    if (generation === null) return "away";
    if (kept.isBlocked()) return "blocked";
    if (kept.line() === "connected") return "connected";
    return wasConnected ? "reconnecting" : "connecting";
  }

  let before = connection.snapshot().status;
  let unheardBefore = false;
  const stopFollowing = [
    connection.on("mediaChanged", (message) => {
      accept(message as MediaChangedMessage);
      wake();
    }),
    connection.on("woke", (reason) => {
      if (reason === "shown") return;
      kept.doubt();
      wake();
    }),
    connection.subscribe(() => {
      const unheard = isUnheard(connection.snapshot());
      if (unheard !== unheardBefore) wake();
      unheardBefore = unheard;
      const now = connection.snapshot().status;
      if (now === before) return;
      before = now;
      if (QUIET.includes(now)) kept.drop();
      mustAsk = true;
      wake();
    }),
  ];
  outgoing.takeStream(options.stream);
  const lookingAtLimits = setInterval(() => {
    if (connection.snapshot().status !== "connected") return;
    // Told with the next look.
    kept
      .present()
      ?.tellLimits()
      .catch(() => undefined);
  }, LIMITS_LOOKED_AT_EVERY_MS);

  return {
    snapshot: () => ({
      status: status(),
      camera: outgoing.stateOf("camera"),
      microphone: outgoing.stateOf("microphone"),
      trouble,
    }),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    pictureOf: (participantId) => {
      const offer = cameraOf(participantId);
      return offer?.paused || offer?.lineWeak || offer?.leftOut
        ? undefined
        : incoming.streamOf(participantId, "camera");
    },
    isLineWeak: (participantId) => cameraOf(participantId)?.lineWeak === true,
    soundOf: (participantId) => incoming.streamOf(participantId, "microphone"),
    setCamera: (on) => outgoing.setOn("camera", on),
    setMicrophone: (on) => outgoing.setOn("microphone", on),
    confideIn: outgoing.confideIn,
    takeStream: outgoing.takeStream,
    sendAtMost: outgoing.sendAtMost,
    preferSize: (participantId, widthPixels) => {
      incoming.preferSize(participantId, widthPixels * (globalThis.devicePixelRatio ?? 1));
      wake();
    },
    checkLine: () =>
      unsupported
        ? Promise.resolve({ verdict: "untested", cause: "", numbers: undefined })
        : measureLine({
            peer: kept.present,
            isReached: () => connection.snapshot().status === "connected",
            nowMs: () => performance.now(),
            wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
          }),
    dispose: () => {
      disposed = true;
      clearInterval(lookingAtLimits);
      convergence.dispose();
      waking.wake();
      for (const stop of stopFollowing) stop();
      outgoing.dispose();
      kept.drop();
      listeners.clear();
    },
  };
}

/** Waits for both, also when one fails: a step that is still running must not meet the next one. */
async function bothThrough(one: Promise<void>, other: Promise<void>): Promise<void> {
  const failed = (await Promise.allSettled([one, other])).find((each) => each.status === "rejected");
  if (failed !== undefined) throw failed.reason;
}
