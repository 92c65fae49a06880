// The room of a session as a call sees it: it answers what it holds and tells what changes.
import type {
  MediaChangedMessage,
  MediaOffer,
  MediaOffersAnswer,
  MediaRequest,
} from "@ensemble/shared/protocol/media-messages.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import type { PictureStep } from "@ensemble/shared/session/picture-ladder-rules.ts";
import { vi } from "vitest";
import type { ClientSession, ConnectionStatus, SessionConnection } from "../../connection/client-session.ts";
import type { WakeReason } from "../../connection/watch-waking.ts";
import { CallUnsupported, type MediaPeer } from "../media-peer.ts";
import { FakePeer } from "./fake-peer.ts";

const ME = "me" as ParticipantId;
const viewOf = (pictureStep: PictureStep) => ({
  therapistStep: "full",
  therapistStepCause: "line",
  participants: [{ participantId: ME, role: "patient", clinical: { pictureStep, stepCause: "line" } }],
});

export class FakeRoom {
  readonly peers: FakePeer[] = [];
  offers: readonly MediaOffer[] = [];
  held: readonly string[] | undefined;
  refuse: string | undefined;
  refuseSending: string | undefined;
  unsupported = false;
  /** New ends never connect. */
  blocked = false;
  attempts = 0;
  readonly connection: SessionConnection;
  #status: ConnectionStatus = "connected";
  #step: PictureStep = "full";
  #gate: Promise<void> = Promise.resolve();
  #answers: Promise<void> = Promise.resolve();
  #sending: Promise<void> = Promise.resolve();
  #message: MediaChangedMessage = { epoch: 1, generation: "first", offers: [] };
  readonly #changed = new Set<() => void>();
  readonly #told = new Set<(message: unknown) => void>();
  readonly #woken = new Set<(reason: WakeReason) => void>();

  constructor() {
    const unused = () => {
      throw new Error("not part of a call");
    };
    this.connection = {
      snapshot: () => ({ status: this.#status, meId: ME, view: viewOf(this.#step) }) as unknown as ClientSession,
      subscribe: (listener) => {
        this.#changed.add(listener);
        return () => this.#changed.delete(listener);
      },
      on: (name, listener) => {
        if (name === "mediaChanged") this.#told.add(listener as (message: unknown) => void);
        if (name === "woke") this.#woken.add(listener as (reason: WakeReason) => void);
        return () => this.#told.delete(listener as (message: unknown) => void);
      },
      requestMedia: async (request) => {
        if ((request as MediaRequest).op !== "offers") throw new Error("asked by the peer, not by the call");
        if (this.#status !== "connected") throw new Error("not connected");
        await this.#answers;
        const transports = this.held ?? this.peers.at(-1)?.transportIds ?? [];
        this.held = undefined;
        return { ...this.#message, offers: this.offers, transports } satisfies MediaOffersAnswer;
      },
      command: unused,
      sendFrame: unused,
      sendFraming: unused,
      sendDeviceCheck: unused,
      sendPointing: unused,
      serverNowMs: unused,
      isCatchingUp: unused,
      close: unused,
    };
  }

  get peer(): FakePeer {
    const last = this.peers.at(-1);
    if (!last) throw new Error("no peer was opened");
    return last;
  }

  /** No peer is opened until the returned function is called. */
  holdOpening(): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#gate = promise;
    return resolve;
  }

  /** Nothing that is asked of the server is answered until the returned function is called. */
  holdAnswers(): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#answers = promise;
    return resolve;
  }

  /** Nothing is sent by the peers until the returned function is called. */
  holdSending(): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#sending = promise;
    return resolve;
  }

  async openPeer(onLine: () => void): Promise<MediaPeer> {
    this.attempts += 1;
    await this.#gate;
    if (this.unsupported) throw new CallUnsupported("an old browser");
    const peer = new FakePeer({
      refusal: () => this.refuse,
      send: async () => {
        await this.#sending;
        if (this.refuseSending) throw new Error(this.refuseSending);
      },
      generation: this.#message.generation ?? "none",
      transportId: `transport-${this.attempts}`,
      onLine,
    });
    if (this.blocked) void peer.become("connecting");
    this.peers.push(peer);
    return peer;
  }

  /** The device on which the call runs. */
  async wake(reason: WakeReason): Promise<void> {
    for (const listener of this.#woken) listener(reason);
    await vi.advanceTimersByTimeAsync(0);
  }

  /** What the server says of this device's line. */
  async step(step: PictureStep): Promise<void> {
    this.#step = step;
    for (const listener of this.#changed) listener();
    await vi.advanceTimersByTimeAsync(0);
  }

  async become(status: ConnectionStatus): Promise<void> {
    this.#status = status;
    for (const listener of this.#changed) listener();
    await vi.advanceTimersByTimeAsync(0);
  }

  async tell(change: Partial<MediaChangedMessage>): Promise<void> {
    const message = { ...this.#message, ...change };
    if (message.epoch >= this.#message.epoch) {
      this.#message = message;
      this.offers = message.offers;
    }
    for (const listener of this.#told) listener(message);
    await vi.advanceTimersByTimeAsync(0);
  }
}
