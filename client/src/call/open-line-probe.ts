// One probe of the line over the transports of a call: the own camera, consumed back, and the statistics of both ways. Carried by mediasoup-client.
import type { Producer, RtpCapabilities, Transport } from "mediasoup-client/types";
import { type LineSample, readLineSample, statsOf } from "./line-stats.ts";
import type { AskMedia } from "./media-signalling.ts";

export interface LineProbe {
  readonly sample: () => Promise<LineSample>;
  /** The most that each size of the picture may take now, the smallest first. */
  readonly sizesKbps: () => readonly number[];
  readonly close: () => void;
}

export async function openLineProbe(parts: {
  readonly ask: AskMedia;
  readonly receiver: Transport;
  readonly camera: Producer;
  readonly rtpCapabilities: RtpCapabilities;
}): Promise<LineProbe> {
  const { ask, receiver, camera } = parts;
  const offer = await ask({
    op: "probe",
    transportId: receiver.id,
    // The server checks every field and drops those it does not know.
    rtpCapabilities: parts.rtpCapabilities as never,
  });
  const { consumerId, producerId, kind, rtpParameters } = offer;
  const consumer = await receiver.consume({
    id: consumerId,
    producerId,
    kind,
    rtpParameters: rtpParameters as never,
    streamId: "probe",
  });
  await ask({ op: "resume", consumerId });
  return {
    sample: async () => {
      const [sending, receiving] = await Promise.all([camera.getStats(), consumer.getStats()]);
      return readLineSample(statsOf(sending), statsOf(receiving), performance.now());
    },
    sizesKbps: () =>
      (camera.rtpSender?.getParameters().encodings ?? [])
        .filter(({ active }) => active !== false)
        .map(({ maxBitrate }) => (maxBitrate ?? 0) / 1_000),
    close: () => {
      consumer.close();
      // The server ends it by itself; sooner, if it hears of this.
      ask({ op: "pause", consumerId }).catch(() => undefined);
    },
  };
}
