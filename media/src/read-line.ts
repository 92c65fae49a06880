// What one participant's transports have carried so far and how much of it was lost, as the worker counts it.
import type { LineReading } from "@ensemble/shared/protocol/media-node.ts";
import type { Consumer, WebRtcTransport } from "mediasoup/types";

/** Undefined while neither way is connected. */
export async function readLine(
  transports: readonly WebRtcTransport[],
  consumers: Iterable<Consumer>,
): Promise<Omit<LineReading, "participantId"> | undefined> {
  const connected = transports.filter(({ closed, dtlsState }) => !closed && dtlsState === "connected");
  if (connected.length === 0) return undefined;
  const stats = (await Promise.all(connected.map((transport) => transport.getStats()))).flat();
  const sum = (count: (one: (typeof stats)[number]) => number) => stats.reduce((total, one) => total + count(one), 0);
  const lossShares = stats.flatMap(({ rtpPacketLossReceived = 0, rtpPacketLossSent = 0 }) => [
    rtpPacketLossReceived,
    rtpPacketLossSent,
  ]);
  const roundTripMs = await readRoundTrip(consumers);
  return {
    heardBytes: sum(({ bytesReceived }) => bytesReceived),
    mediaBytes: sum(({ rtpBytesReceived, rtpBytesSent }) => rtpBytesReceived + rtpBytesSent),
    lossShare: Math.max(0, ...lossShares),
    ...(roundTripMs === undefined ? {} : { roundTripMs }),
  };
}

/** As one of the receiver's own reports says it: the same way for all of them. */
async function readRoundTrip(consumers: Iterable<Consumer>): Promise<number | undefined> {
  for (const consumer of consumers) {
    if (consumer.closed || consumer.paused || consumer.producerPaused) continue;
    const stats = await consumer.getStats();
    const sent = stats.find(({ type }) => type === "outbound-rtp");
    return sent?.roundTripTime || undefined;
  }
  return undefined;
}
