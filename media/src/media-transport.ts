// One WebRTC transport of a seat and what a client must know to reach it.
import type { TransportDirection, TransportOffer } from "@ensemble/shared/protocol/media-node.ts";
import type { DtlsParameters, IceParameters } from "@ensemble/shared/protocol/media-parameters.ts";
import { DomainError } from "@ensemble/shared/protocol/refusal-codes.ts";
import type { Router, WebRtcServer, WebRtcTransport } from "mediasoup/types";
import { FIRST_OUTGOING_BITS_PER_SECOND, INCOMING_BITS_PER_SECOND } from "./seat-limits.ts";

export class MediaTransport {
  readonly direction: TransportDirection;
  readonly inner: WebRtcTransport;
  #connected = false;

  private constructor(direction: TransportDirection, inner: WebRtcTransport) {
    this.direction = direction;
    this.inner = inner;
  }

  static async open(direction: TransportDirection, router: Router, server: WebRtcServer): Promise<MediaTransport> {
    const inner = await router.createWebRtcTransport({
      webRtcServer: server,
      enableUdp: true,
      enableTcp: true,
      preferUdp: true,
      initialAvailableOutgoingBitrate: FIRST_OUTGOING_BITS_PER_SECOND,
    });
    if (direction === "send") await inner.setMaxIncomingBitrate(INCOMING_BITS_PER_SECOND);
    return new MediaTransport(direction, inner);
  }

  get offer(): TransportOffer {
    const { id, iceParameters, iceCandidates, dtlsParameters } = this.inner;
    return structuredClone({ id, iceParameters, iceCandidates, dtlsParameters }) as TransportOffer;
  }

  /** Nothing goes over it yet. */
  get isConnecting(): boolean {
    const { dtlsState } = this.inner;
    return dtlsState === "new" || dtlsState === "connecting";
  }

  onConnected(told: () => void): void {
    this.inner.on("dtlsstatechange", (state) => {
      if (state === "connected") told();
    });
  }

  async connect(dtlsParameters: DtlsParameters): Promise<void> {
    if (this.#connected) throw new DomainError("media/not_now");
    this.#connected = true;
    try {
      await this.inner.connect({ dtlsParameters });
    } catch (error) {
      this.#connected = false;
      throw error;
    }
  }

  async restartIce(): Promise<IceParameters> {
    return structuredClone(await this.inner.restartIce());
  }
}
