import { describe, expect, it } from "vitest";
import { readLineSample, type Stat } from "./line-stats.ts";

const SENDING: Stat[] = [
  {
    type: "outbound-rtp",
    bytesSent: 100,
    headerBytesSent: 10,
    packetsSent: 4,
    frameWidth: 240,
    active: true,
    qualityLimitationReason: "none",
  },
  {
    type: "outbound-rtp",
    bytesSent: 300,
    headerBytesSent: 20,
    packetsSent: 6,
    frameWidth: 960,
    active: true,
    qualityLimitationReason: "bandwidth",
  },
  { type: "remote-inbound-rtp", packetsLost: 1, jitter: 0.01, roundTripTime: 0.04 },
  { type: "remote-inbound-rtp", packetsLost: 2, jitter: 0.03, roundTripTime: 0.05 },
  { type: "transport", selectedCandidatePairId: "chosen" },
  {
    type: "candidate-pair",
    id: "other",
    localCandidateId: "b",
    currentRoundTripTime: 9,
    nominated: true,
    state: "succeeded",
  },
  {
    type: "candidate-pair",
    id: "chosen",
    localCandidateId: "a",
    currentRoundTripTime: 0.02,
    availableOutgoingBitrate: 800_000,
  },
  { type: "local-candidate", id: "a", protocol: "udp", candidateType: "host" },
  { type: "local-candidate", id: "b", protocol: "tcp", candidateType: "host" },
];
const RECEIVING: Stat[] = [
  {
    type: "inbound-rtp",
    bytesReceived: 500,
    headerBytesReceived: 5,
    packetsReceived: 9,
    packetsLost: -1,
    jitter: 0.002,
    frameWidth: 480,
  },
];

describe("one look at the line", () => {
  it("adds up the sizes of the picture and takes the worst of what is reported", () => {
    expect(readLineSample(SENDING, RECEIVING, 7)).toEqual({
      atMs: 7,
      sentBytes: 430,
      sentPackets: 10,
      lostOnTheWayUp: 3,
      jitterUpMs: 30,
      roundTripMs: 50,
      availableUpKbps: 800,
      limitedBy: "bandwidth",
      sentWidth: 960,
      receivedBytes: 505,
      receivedPackets: 9,
      lostOnTheWayDown: -1,
      jitterDownMs: 2,
      receivedWidth: 480,
      carrier: "udp",
    });
  });

  it("knows what a browser leaves out as not known", () => {
    const bare = readLineSample([{ type: "outbound-rtp", bytesSent: 5, packetsSent: 1, frameWidth: "wide" }], [], 0);
    expect(bare).toMatchObject({ sentBytes: 5, receivedPackets: 0 });
    for (const field of [
      "lostOnTheWayUp",
      "jitterUpMs",
      "roundTripMs",
      "availableUpKbps",
      "limitedBy",
      "sentWidth",
      "carrier",
    ])
      expect(bare[field as keyof typeof bare], field).toBeUndefined();
  });

  it("leaves out sizes that are not sent now", () => {
    const stopped = { type: "outbound-rtp", active: false, frameWidth: 1920, qualityLimitationReason: "bandwidth" };
    const small = { type: "outbound-rtp", active: true, frameWidth: 240, qualityLimitationReason: "none" };
    expect(readLineSample([stopped, small], [], 0)).toMatchObject({ sentWidth: 240, limitedBy: "none" });
  });

  it("tells how the picture is carried, also where the browser marks the way instead of naming it", () => {
    const carriedBy = (local: Stat) =>
      readLineSample(
        [
          { type: "candidate-pair", selected: true, localCandidateId: "a" },
          { type: "local-candidate", id: "a", ...local },
        ],
        [],
        0,
      ).carrier;
    expect(carriedBy({ candidateType: "srflx", protocol: "udp" })).toBe("udp");
    expect(carriedBy({ candidateType: "host", protocol: "tcp" })).toBe("tcp");
    expect(carriedBy({ candidateType: "relay", protocol: "udp", relayProtocol: "udp" })).toBe("relayUdp");
    expect(carriedBy({ candidateType: "relay", protocol: "udp", relayProtocol: "tls" })).toBe("relayTcp");
    // What the media node sees of a TURN server that stands behind a translating router.
    expect(carriedBy({ candidateType: "prflx", protocol: "udp", relayProtocol: "tls" })).toBe("relayTcp");
    expect(carriedBy({ candidateType: "prflx", protocol: "udp" })).toBe("udp");
  });
});
