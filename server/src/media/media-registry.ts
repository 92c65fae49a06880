// What runs in one session: who sends what, and who consumes it. Plain bookkeeping; deciding and closing happen elsewhere.
import type { TransportDirection } from "@ensemble/shared/protocol/media-node.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import type { MediaSource } from "@ensemble/shared/session/may-consume.ts";
import type { MediaCounts } from "../platform/metrics.ts";
import type { View } from "./wanted-sizes-rules.ts";

export interface Sent {
  readonly participantId: ParticipantId;
  readonly source: MediaSource;
  readonly producerId: string;
  readonly widthPixels: number | undefined;
  /** Sizes of one picture that it is sent in; 1 for sound. */
  readonly spatialLayers: number;
  readonly paused: boolean;
}

export interface Consumed {
  readonly consumerId: string;
  readonly producerId: string;
  readonly viewer: ParticipantId;
  readonly owner: ParticipantId;
  readonly source: MediaSource;
  readonly view: View;
  /** The viewer's own, to measure the line. */
  readonly probe: boolean;
}

export class MediaRegistry {
  readonly #sent = new Map<string, Sent>();
  readonly #consumed = new Map<string, Consumed>();
  /** Those the media node has been asked to close. */
  readonly #closing = new Set<Consumed>();
  readonly #transports = new Map<ParticipantId, Partial<Record<TransportDirection, string>>>();

  get sent(): Iterable<Sent> {
    return this.#sent.values();
  }

  get consumed(): readonly Consumed[] {
    return [...this.#consumed.values()];
  }

  get counts(): MediaCounts {
    const transports = [...this.#transports.values()].reduce((sum, each) => sum + Object.keys(each).length, 0);
    return { transports, producers: this.#sent.size, consumers: this.#consumed.size };
  }

  findSent(participantId: ParticipantId, source: MediaSource): Sent | undefined {
    return [...this.#sent.values()].find((sent) => sent.participantId === participantId && sent.source === source);
  }

  transportsOf(participantId: ParticipantId): string[] {
    return Object.values(this.#transports.get(participantId) ?? {});
  }

  /** In the place of the last one of this direction, of whose consumers nobody else tells. */
  setTransport(participantId: ParticipantId, direction: TransportDirection, transportId: string): void {
    this.#transports.set(participantId, { ...this.#transports.get(participantId), [direction]: transportId });
    if (direction === "receive") this.#removeConsumed((consumed) => consumed.viewer === participantId);
  }

  addSent(sent: Sent): void {
    this.#sent.set(sent.producerId, sent);
  }

  /** Only the participant's own. */
  markPaused(participantId: ParticipantId, producerId: string, paused: boolean): void {
    const sent = this.#sent.get(producerId);
    if (sent?.participantId === participantId) this.#sent.set(producerId, { ...sent, paused });
  }

  /** Its consumers go with it. */
  removeSent(producerId: string): void {
    this.#sent.delete(producerId);
    this.#removeConsumed((consumed) => consumed.producerId === producerId);
  }

  addConsumed(consumed: Consumed): void {
    this.#consumed.set(consumed.consumerId, consumed);
  }

  findConsumed(viewer: ParticipantId, owner: ParticipantId, source: MediaSource): Consumed | undefined {
    return this.consumed.find((one) => one.viewer === viewer && one.owner === owner && one.source === source);
  }

  findConsumer(consumerId: string): Consumed | undefined {
    return this.#consumed.get(consumerId);
  }

  /** What the viewer looks at, as far as it has changed; undefined where the viewer has no such consumer. */
  changeView(viewer: ParticipantId, consumerId: string, change: Partial<View>): Consumed | undefined {
    const consumed = this.#consumed.get(consumerId);
    if (consumed?.viewer !== viewer) return undefined;
    const changed = { ...consumed, view: { ...consumed.view, ...change } };
    this.#consumed.set(consumerId, changed);
    return changed;
  }

  consumersOf(owner: ParticipantId, source: MediaSource): readonly Consumed[] {
    return this.consumed.filter((one) => one.owner === owner && one.source === source);
  }

  /** No longer anybody's to use; who hears it still counts as one who does until the node has closed it. */
  beginClosing(consumerId: string): () => void {
    const consumed = this.#consumed.get(consumerId);
    this.#consumed.delete(consumerId);
    if (consumed === undefined) return () => undefined;
    this.#closing.add(consumed);
    return () => void this.#closing.delete(consumed);
  }

  /** Sorted, each once. */
  hearersOf(owner: ParticipantId): readonly ParticipantId[] {
    const heard = [...this.consumed, ...this.#closing].filter(
      (one) => one.owner === owner && one.source === "microphone",
    );
    return [...new Set(heard.map(({ viewer }) => viewer))].sort();
  }

  removeConsumed(consumerId: string): void {
    this.#consumed.delete(consumerId);
  }

  removeParticipant(participantId: ParticipantId): void {
    for (const { producerId } of [...this.#sent.values()].filter((sent) => sent.participantId === participantId))
      this.removeSent(producerId);
    this.#removeConsumed((consumed) => consumed.viewer === participantId);
    this.#transports.delete(participantId);
  }

  clear(): void {
    this.#sent.clear();
    this.#consumed.clear();
    this.#closing.clear();
    this.#transports.clear();
  }

  #removeConsumed(matches: (consumed: Consumed) => boolean): void {
    for (const consumed of this.consumed) if (matches(consumed)) this.#consumed.delete(consumed.consumerId);
  }
}
