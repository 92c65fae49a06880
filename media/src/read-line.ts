// What one participant's transports have carried so far and how much of it was lost, as the worker counts it.
import type { LineReading, TransportDirection } from "@ensemble/shared/protocol/media-node.ts";
import type { Consumer, WebRtcTransport } from "mediasoup/types";
import type { ReportedLoss } from "./way-loss-rules.ts";

/** As it is counted at one seat: whose line has lost what is to be told from all of them. */
export interface CountedLine extends Omit<LineReading, "participantId" | "down"> {
  readonly down: { readonly bytes: number; readonly reports: readonly ReportedLoss[] };
}

/** A receiver reports in 256ths. */
const REPORTED_WHOLE = 256;

/** Undefined while neither way is connected. */
export async function readLine(
  transports: ReadonlyMap<TransportDirection, WebRtcTransport>,
  consumers: Iterable<Consumer>,
): Promise<Omit<CountedLine, "pictures" | "arrivingSizes"> | undefined> {
  const [sending, receiving, flowing] = await Promise.all([
    statsOf(transports.get("send")),
    statsOf(transports.get("receive")),
    readFlowing(consumers),
  ]);
  if (sending === undefined && receiving === undefined) return undefined;
  const roundTripMs = flowing.find(({ roundTripTime }) => roundTripTime)?.roundTripTime;
  return {
    heardBytes: (sending?.bytesReceived ?? 0) + (receiving?.bytesReceived ?? 0),
    up: { bytes: sending?.rtpBytesReceived ?? 0, lossShare: sending?.rtpPacketLossReceived ?? 0 },
    // Not the transport's own: it counts pictures only, and stays as it was once none is sent any more.
    down: {
      bytes: receiving?.rtpBytesSent ?? 0,
      reports: flowing.map(({ producerId, fractionLost }) => ({
        producerId,
        lossShare: fractionLost / REPORTED_WHOLE,
      })),
    },
    ...(roundTripMs === undefined ? {} : { roundTripMs }),
  };
}

async function statsOf(transport: WebRtcTransport | undefined) {
  if (transport === undefined || transport.closed || transport.dtlsState !== "connected") return undefined;
  return (await transport.getStats())[0];
}

/** Of one sound and one picture that are being sent: what is lost is lost of all of them. */
async function readFlowing(consumers: Iterable<Consumer>) {
  const flowing = [...consumers].filter((one) => !one.closed && !one.paused && !one.producerPaused);
  const two = (["audio", "video"] as const).flatMap((kind) => flowing.find((one) => one.kind === kind) ?? []);
  const stats = await Promise.all(
    two.map(async (one) => (await one.getStats()).map((each) => ({ ...each, producerId: one.producerId }))),
  );
  return stats.flat().filter(({ type }) => type === "outbound-rtp");
}
