// What a browser's statistics say of the line while the own picture goes to the server and comes back: one flat row of numbers that only grow,
// and the few that are of the moment. Browsers leave out what they do not know; so does the row.

export type Carrier =
  | "udp"
  | "tcp"
  /** Over a TURN server, by what reaches it. */
  | "relayUdp"
  | "relayTcp";

export interface LineSample {
  readonly atMs: number;
  readonly sentBytes: number;
  readonly sentPackets: number;
  /** Of what was sent, as the server reports it. */
  readonly lostOnTheWayUp: number | undefined;
  readonly jitterUpMs: number | undefined;
  readonly roundTripMs: number | undefined;
  /** What the browser believes it could send. */
  readonly availableUpKbps: number | undefined;
  /** Why the browser makes less of the picture than it was asked for; undefined where browsers do not say. */
  readonly limitedBy: "none" | "bandwidth" | "cpu" | "other" | undefined;
  readonly sentWidth: number | undefined;
  readonly receivedBytes: number;
  readonly receivedPackets: number;
  readonly lostOnTheWayDown: number;
  readonly jitterDownMs: number | undefined;
  readonly receivedWidth: number | undefined;
  readonly carrier: Carrier | undefined;
}

/** A row of `RTCStatsReport`: its fields are what the browser chose to give. */
export type Stat = Readonly<Record<string, unknown>> & { readonly id?: string; readonly type?: string };
export type Stats = Iterable<Stat>;

/** `sending`: of the camera's sender, `receiving`: of the receiver of the same picture. */
export function readLineSample(sending: Stats, receiving: Stats, atMs: number): LineSample {
  const up = [...sending];
  const down = [...receiving];
  const outgoing = up.filter(({ type }) => type === "outbound-rtp");
  const reports = up.filter(({ type }) => type === "remote-inbound-rtp");
  const incoming = down.filter(({ type }) => type === "inbound-rtp");
  const pair = selectedPair(up);
  const roundTrips = [...reports.map(({ roundTripTime }) => roundTripTime), pair?.currentRoundTripTime];
  return {
    atMs,
    sentBytes: total(outgoing, "bytesSent") + total(outgoing, "headerBytesSent"),
    sentPackets: total(outgoing, "packetsSent"),
    lostOnTheWayUp: reports.length === 0 ? undefined : total(reports, "packetsLost"),
    jitterUpMs: milliseconds(largest(reports.map(({ jitter }) => jitter))),
    roundTripMs: milliseconds(largest(roundTrips)),
    availableUpKbps: kilobits(numberOf(pair?.availableOutgoingBitrate)),
    limitedBy: limitedBy(outgoing),
    sentWidth: largest(outgoing.filter(({ active }) => active !== false).map(({ frameWidth }) => frameWidth)),
    receivedBytes: total(incoming, "bytesReceived") + total(incoming, "headerBytesReceived"),
    receivedPackets: total(incoming, "packetsReceived"),
    lostOnTheWayDown: total(incoming, "packetsLost"),
    jitterDownMs: milliseconds(largest(incoming.map(({ jitter }) => jitter))),
    receivedWidth: largest(incoming.map(({ frameWidth }) => frameWidth)),
    carrier: carrierOf(up),
  };
}

/** By what packets go now; undefined where the browser does not say. */
export function carrierOf(report: Stats): Carrier | undefined {
  const stats = [...report];
  const pair = selectedPair(stats);
  const local = stats.find(({ id, type }) => type === "local-candidate" && id === pair?.localCandidateId);
  if (local === undefined) return undefined;
  // Behind another translation of addresses, a TURN server's candidate is "prflx", and says of what it is made all the same.
  if (local.candidateType === "relay" || local.relayProtocol !== undefined)
    return local.relayProtocol === "udp" ? "relayUdp" : "relayTcp";
  return local.protocol === "tcp" ? "tcp" : "udp";
}

export function statsOf(report: RTCStatsReport): Stats {
  return [...report.values()] as unknown as Stats;
}

/** Chrome names it at the transport, Firefox marks it. */
function selectedPair(stats: readonly Stat[]): Stat | undefined {
  const chosen = stats.find(({ type }) => type === "transport")?.selectedCandidatePairId;
  const pairs = stats.filter(({ type }) => type === "candidate-pair");
  return (
    pairs.find(({ id }) => id === chosen) ??
    pairs.find(({ selected }) => selected === true) ??
    pairs.find(({ nominated, state }) => nominated === true && state === "succeeded")
  );
}

/** Of what a picture's sender says. Of several sizes the worst: too slow a line stops the largest first, too slow a device all of them. */
export function limitedBy(sending: Stats): LineSample["limitedBy"] {
  const reasons = [...sending]
    .filter(({ type, active }) => type === "outbound-rtp" && active !== false)
    .map(({ qualityLimitationReason }) => qualityLimitationReason);
  for (const reason of ["bandwidth", "cpu", "other", "none"] as const) if (reasons.includes(reason)) return reason;
  return undefined;
}

function total(stats: readonly Stat[], field: string): number {
  return stats.reduce((sum, stat) => sum + (numberOf(stat[field]) ?? 0), 0);
}

function largest(values: readonly unknown[]): number | undefined {
  const known = values.map(numberOf).filter((value) => value !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}

function numberOf(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

function milliseconds(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * 1_000;
}

function kilobits(bits: number | undefined): number | undefined {
  return bits === undefined ? undefined : bits / 1_000;
}
