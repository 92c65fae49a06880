// The far end of a call without a network: remembers what was sent, received and asked of it.
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import type { MediaSource } from "@ensemble/shared/session/may-consume.ts";
import { vi } from "vitest";
import type { Carrier } from "../line-stats.ts";
import type { LineState, MediaPeer } from "../media-peer.ts";

interface FakeReceived {
  receiving: boolean;
  closed: boolean;
  readonly layers: number[];
}
interface FakeSent {
  track: MediaStreamTrack;
  held: boolean;
  closed: boolean;
  readonly told: boolean[];
  /** Each number that was asked for. */
  readonly encodings: number[];
  /** Each part of the pictures a second that was asked for. */
  readonly frames: number[];
}

interface FakePeerParts {
  /** Why nothing can be received now. */
  readonly refusal: () => string | undefined;
  /** Waited for before anything is sent. */
  readonly send: () => Promise<void>;
  readonly generation: string;
  readonly transportId: string;
  readonly onLine: () => void;
}

export class FakePeer implements MediaPeer {
  readonly generation: string;
  readonly transportIds: readonly string[];
  readonly sent = new Map<MediaSource, FakeSent>();
  readonly received = new Map<string, FakeReceived>();
  iceRestarts = 0;
  /** How often it has been asked whether the line is too narrow for what is sent. */
  limitLooks = 0;
  /** Why nothing can be mended now. */
  restartRefusal: string | undefined;
  ways: readonly Carrier[] = ["udp", "udp"];
  closed = false;
  readonly #parts: FakePeerParts;
  #line: LineState = "connected";
  #gate: { readonly of: ParticipantId | undefined; readonly opened: Promise<void> } | undefined;

  constructor(parts: FakePeerParts) {
    this.#parts = parts;
    this.generation = parts.generation;
    this.transportIds = [parts.transportId];
  }

  line(): LineState {
    return this.#line;
  }

  isCarrying(): boolean {
    return this.#line === "connected" && this.sent.size + this.received.size > 0;
  }

  async carriers(): Promise<readonly Carrier[]> {
    return this.ways;
  }

  async become(line: LineState): Promise<void> {
    this.#line = line;
    this.#parts.onLine();
    await vi.advanceTimersByTimeAsync(0);
  }

  /** Nothing is received, or nothing of this person, until the returned function is called. */
  holdReceiving(of?: ParticipantId): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#gate = { of, opened: promise };
    return resolve;
  }

  async send(source: MediaSource, track: MediaStreamTrack) {
    await this.#parts.send();
    const sent: FakeSent = { track, held: false, closed: false, told: [], encodings: [], frames: [] };
    this.sent.set(source, sent);
    return {
      encodings: source === "camera" ? 3 : 1,
      get track() {
        return sent.track;
      },
      hold: (held: boolean) => {
        sent.held = held;
      },
      tellHeld: async (held: boolean) => {
        sent.told.push(held);
      },
      sendAtMost: async (encodings: number) => {
        sent.encodings.push(encodings);
      },
      thin: async (frames: number) => {
        sent.frames.push(frames);
      },
      replaceTrack: async (other: MediaStreamTrack) => {
        sent.track = other;
      },
      close: async () => {
        sent.closed = true;
      },
    };
  }

  async tellLimits(): Promise<void> {
    this.limitLooks += 1;
  }

  async receive(participantId: ParticipantId, source: MediaSource) {
    if (this.#gate?.of === undefined || this.#gate.of === participantId) await this.#gate?.opened;
    const refusal = this.#parts.refusal();
    if (refusal) throw new Error(refusal);
    const received: FakeReceived = { receiving: false, closed: false, layers: [] };
    this.received.set(`${participantId} ${source}`, received);
    return {
      stream: {} as MediaStream,
      spatialLayers: source === "camera" ? 3 : 1,
      widthPixels: 960,
      setReceiving: async (on: boolean) => {
        received.receiving = on;
      },
      preferLayer: async (layer: number) => {
        received.layers.push(layer);
      },
      close: () => {
        received.closed = true;
      },
    };
  }

  async probe() {
    return undefined;
  }

  async restartIce(): Promise<void> {
    if (this.restartRefusal !== undefined) throw new Error(this.restartRefusal);
    this.iceRestarts += 1;
  }

  close(): void {
    this.closed = true;
  }
}
