// What one participant holds in a session: a transport each way, a producer a source, consumers.
// Handles are looked up among the seat's own only, so those of others are as unknown as invented ones.
import type {
  ConsumeOptions,
  ConsumerOffer,
  PreferredLayers,
  ProduceOptions,
  TransportDirection,
  TransportOffer,
} from "@ensemble/shared/protocol/media-node.ts";
import type { DtlsParameters, IceParameters, RtpParameters } from "@ensemble/shared/protocol/media-parameters.ts";
import { DomainError } from "@ensemble/shared/protocol/refusal-codes.ts";
import type { MediaSource } from "@ensemble/shared/session/may-consume.ts";
import { parseScalabilityMode } from "mediasoup";
import type { Consumer, Producer, Router, WebRtcServer } from "mediasoup/types";
import { announceSizes } from "./announced-sizes-rules.ts";
import { awaitKeyFrames, type KeyFrameWait } from "./await-key-frame.ts";
import { MediaTransport } from "./media-transport.ts";
import { type CountedLine, readLine } from "./read-line.ts";
import { countArriving, readForwarded } from "./read-pictures.ts";
import { type Report, refuseMedia } from "./refuse-media.ts";
import { CONSUMERS_PER_SEAT } from "./seat-limits.ts";

/**
 * Browsers pass over a question for a key frame that comes within 300 ms of the last one (kMinKeyframeSendIntervalMs in WebRTC's
 * encoder_rtcp_feedback.cc), and the worker asks again a second later: the second of two viewers who begin together would wait that long.
 */
const KEY_FRAMES_APART_MS = 350;

export interface SeatSurroundings {
  readonly router: Router;
  readonly server: WebRtcServer;
  readonly report: Report;
  readonly onProducerClosed: (source: MediaSource, producerId: string) => void;
}

export class MediaSeat {
  readonly #around: SeatSurroundings;
  readonly #transports = new Map<TransportDirection, MediaTransport>();
  readonly #producers = new Map<MediaSource, Producer>();
  readonly #consumers = new Map<string, Consumer>();
  /**
   * To be resumed once their viewer is connected. Sooner, the worker would ask the sender for a key frame that nobody gets, and the question that
   * counts would come so soon after it that browsers pass over it.
   */
  readonly #unconnected = new Set<string>();
  /** Of those that are pictures. */
  readonly #keyFrameWaits = new Map<string, KeyFrameWait>();
  #closed = false;

  constructor(surroundings: SeatSurroundings) {
    this.#around = surroundings;
  }

  async openTransport(direction: TransportDirection): Promise<TransportOffer> {
    const { router, server } = this.#around;
    const transport = await this.#run(router, () => MediaTransport.open(direction, router, server));
    if (this.#closed) {
      transport.inner.close();
      throw new DomainError("media/away");
    }
    this.#transports.get(direction)?.inner.close();
    this.#transports.set(direction, transport);
    if (direction === "receive") transport.onConnected(() => this.#resumeConnected());
    return transport.offer;
  }

  async connectTransport(transportId: string, dtlsParameters: DtlsParameters): Promise<void> {
    const transport = this.#transport(transportId);
    await this.#run(transport.inner, () => transport.connect(dtlsParameters));
  }

  restartIce(transportId: string): Promise<IceParameters> {
    const transport = this.#transport(transportId);
    return this.#run(transport.inner, () => transport.restartIce());
  }

  async produce({ transportId, source, rtpParameters }: ProduceOptions): Promise<{ producerId: string }> {
    const transport = this.#transport(transportId, "send");
    if (this.#producers.has(source)) throw new DomainError("media/too_many");
    const kind = source === "camera" ? "video" : "audio";
    const ownCodec = rtpParameters.codecs.every((codec) => codec.mimeType.toLowerCase().startsWith(`${kind}/`));
    if (!ownCodec) throw new DomainError("media/malformed");
    const producer = await this.#run(transport.inner, () =>
      transport.inner.produce({
        kind,
        rtpParameters: announceSizes(rtpParameters),
        keyFrameRequestDelay: KEY_FRAMES_APART_MS,
      }),
    );
    this.#keepOrClose(producer, transport, this.#producers.has(source));
    this.#producers.set(source, producer);
    producer.observer.once("close", () => {
      this.#producers.delete(source);
      this.#around.onProducerClosed(source, producer.id);
    });
    return { producerId: producer.id };
  }

  async closeProducer(producerId: string): Promise<void> {
    this.#producer(producerId).close();
  }

  async pauseProducer(producerId: string): Promise<void> {
    const producer = this.#producer(producerId);
    await this.#run(producer, () => producer.pause());
  }

  async resumeProducer(producerId: string): Promise<void> {
    const producer = this.#producer(producerId);
    await this.#run(producer, () => producer.resume());
  }

  async consume({ transportId, producerId, rtpCapabilities }: ConsumeOptions): Promise<ConsumerOffer> {
    const transport = this.#transport(transportId, "receive");
    if (this.#consumers.size >= CONSUMERS_PER_SEAT) throw new DomainError("media/too_many");
    const consumer = await this.#run(transport.inner, () =>
      transport.inner.consume({ producerId, rtpCapabilities, paused: true }),
    );
    this.#keepOrClose(consumer, transport, this.#consumers.size >= CONSUMERS_PER_SEAT);
    this.#consumers.set(consumer.id, consumer);
    // Also when its producer or its transport closes.
    consumer.observer.once("close", () => {
      this.#consumers.delete(consumer.id);
      this.#unconnected.delete(consumer.id);
      this.#keyFrameWaits.delete(consumer.id);
    });
    if (consumer.kind === "video")
      this.#keyFrameWaits.set(consumer.id, await this.#run(consumer, () => awaitKeyFrames(consumer)));
    return {
      consumerId: consumer.id,
      producerId,
      kind: consumer.kind,
      rtpParameters: structuredClone(consumer.rtpParameters) as RtpParameters,
      spatialLayers: parseScalabilityMode(consumer.rtpParameters.encodings?.[0]?.scalabilityMode).spatialLayers,
    };
  }

  async closeConsumer(consumerId: string): Promise<void> {
    this.#consumer(consumerId).close();
  }

  async pauseConsumer(consumerId: string): Promise<void> {
    const consumer = this.#consumer(consumerId);
    this.#unconnected.delete(consumerId);
    this.#keyFrameWaits.get(consumerId)?.paused();
    await this.#run(consumer, () => consumer.pause());
  }

  /** Where the viewer is not connected yet, once it is. */
  async resumeConsumer(consumerId: string): Promise<void> {
    const consumer = this.#consumer(consumerId);
    if (this.#transports.get("receive")?.isConnecting) this.#unconnected.add(consumerId);
    else await this.#resume(consumer);
  }

  async #resume(consumer: Consumer): Promise<void> {
    this.#keyFrameWaits.get(consumer.id)?.resumed();
    await this.#run(consumer, () => consumer.resume());
  }

  #resumeConnected(): void {
    for (const consumerId of this.#unconnected) {
      this.#unconnected.delete(consumerId);
      const consumer = this.#consumers.get(consumerId);
      // What closes in this moment needs nothing, and what is refused has been reported.
      if (consumer !== undefined) this.#resume(consumer).catch(() => undefined);
    }
  }

  async preferLayers(consumerId: string, { spatialLayer, temporalLayer }: PreferredLayers): Promise<void> {
    const consumer = this.#consumer(consumerId);
    if (consumer.kind !== "video") throw new DomainError("media/malformed");
    await this.#run(consumer, () =>
      consumer.setPreferredLayers({ spatialLayer, ...(temporalLayer === undefined ? {} : { temporalLayer }) }),
    );
  }

  /** Refuses a producer that is not this seat's. */
  sourceOf(producerId: string): MediaSource {
    for (const [source, producer] of this.#producers) if (producer.id === producerId) return source;
    throw new DomainError("media/unknown");
  }

  isSending(producerId: string): boolean {
    return [...this.#producers.values()].some(({ id }) => id === producerId);
  }

  readLine(): Promise<CountedLine | undefined> {
    const transports = new Map([...this.#transports].map(([direction, { inner }]) => [direction, inner]));
    // What is closed in this moment has no line any more.
    const isGone = () => this.#closed || [...transports.values()].some(({ closed }) => closed);
    const read = async () => {
      const line = await readLine(transports, this.#consumers.values());
      const arrivingSizes = countArriving(this.#producers.get("camera"));
      return (
        line && {
          ...line,
          pictures: readForwarded(this.#consumers.values()),
          ...(arrivingSizes === undefined ? {} : { arrivingSizes }),
        }
      );
    };
    return refuseMedia(read, isGone, this.#around.report).catch((error) => {
      if (error instanceof DomainError) return undefined;
      throw error;
    });
  }

  close(): void {
    this.#closed = true;
    for (const transport of this.#transports.values()) transport.inner.close();
    this.#transports.clear();
  }

  /** What was asked for while the seat was left or filled must not stay. */
  #keepOrClose(made: Producer | Consumer, transport: MediaTransport, tooMany: boolean): void {
    if (!tooMany && !transport.inner.closed) return;
    made.close();
    throw new DomainError(tooMany ? "media/too_many" : "media/away");
  }

  #transport(transportId: string, direction?: TransportDirection): MediaTransport {
    for (const transport of this.#transports.values()) {
      if (transport.inner.id !== transportId || transport.inner.closed) continue;
      if (direction && transport.direction !== direction) throw new DomainError("media/not_now");
      return transport;
    }
    throw new DomainError("media/unknown");
  }

  #producer(producerId: string): Producer {
    for (const producer of this.#producers.values()) if (producer.id === producerId) return producer;
    throw new DomainError("media/unknown");
  }

  #consumer(consumerId: string): Consumer {
    const consumer = this.#consumers.get(consumerId);
    if (!consumer) throw new DomainError("media/unknown");
    return consumer;
  }

  #run<Result>(on: { readonly closed: boolean }, operation: () => Promise<Result>): Promise<Result> {
    return refuseMedia(operation, () => on.closed, this.#around.report);
  }
}
