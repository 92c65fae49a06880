// Browsers' end of WebRTC connections without browsers: transports of a media worker of their own, with real ICE, DTLS and SRTP, bandwidth
// estimation and feedback, for as many calls as one core carries.
//
// mediasoup answers only. Requests are sent from sockets of this process instead: to the callers from the port that the other side will have,
// before it is there, and to the other side from the callers' own ports, which they share.
import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import type { ConsumerOffer, TransportOffer } from "@ensemble/shared/protocol/media-node.ts";
import type { RtpCapabilities, RtpParameters } from "@ensemble/shared/protocol/media-parameters.ts";
import type { MediaSource } from "@ensemble/shared/session/may-consume.ts";
import { createWorker } from "mediasoup";
import type { DtlsParameters, Producer, Router, WebRtcTransport, Worker } from "mediasoup/types";
import { CODECS } from "../../src/codecs.ts";
import { type InventedPeople, inventPeople, readSentAtMs } from "./invented-people.ts";
import { writeBindingRequest } from "./stun-request.ts";

const ADDRESS = "127.0.0.1";
const ANYWHERE = "0.0.0.0";
/** mediasoup takes a connection that has not asked for half a minute for dead. */
const ASK_AGAIN_MS = 10_000;
const RECEIVE_BUFFER_BYTES = 1_000_000;
/** Of whom each is sent by several callers at once: the more there are, the less bursts. */
const PEOPLE = 16;
const LONGEST_PATIENCE_MS = 20_000;

export interface Callers {
  readonly pid: number;
  readonly people: InventedPeople;
  readonly rtpCapabilities: RtpCapabilities;
  /** The next connection that nobody has used. Throws when all are. */
  readonly take: () => Caller;
  /** Processor time of the worker behind them. */
  readonly usedMs: () => Promise<number>;
  readonly close: () => Promise<void>;
}

export interface Caller {
  /** `connect` is to tell the other side of this one's DTLS. */
  readonly connectTo: (
    offer: TransportOffer,
    connect: (dtlsParameters: DtlsParameters) => Promise<unknown>,
  ) => Promise<void>;
  /** What the other side is to be told of the stream that comes. */
  readonly send: (person: number, source: MediaSource) => Promise<RtpParameters>;
  readonly receive: (offer: ConsumerOffer) => Promise<Arriving>;
  readonly close: () => void;
}

export interface Arriving {
  readonly count: () => Promise<Arrived>;
  /** `heard` with the age of every packet that arrives, in milliseconds: of sound only, which says when it was sent. */
  readonly listen: (heard: (ageMs: number) => void) => Promise<void>;
}

export interface Arrived {
  readonly packets: number;
  readonly bytes: number;
  readonly lost: number;
}

/** `remotePort`: where the other side will listen on 127.0.0.1, free until this has resolved. */
export async function createCallers(options: {
  readonly workerBinary: string;
  readonly remotePort: number;
  readonly connections: number;
}): Promise<Callers> {
  const worker = await createWorker({ workerBin: options.workerBinary, logLevel: "none" });
  const router = await worker.createRouter({ mediaCodecs: CODECS });
  const people = await inventPeople(router, PEOPLE);
  const places: { readonly transport: WebRtcTransport; readonly port: number }[] = [];
  for (let index = 0; index < options.connections; index += 1) places.push(await openTransport(router));
  await introduce(
    options.remotePort,
    places.map(({ transport }) => transport),
  );
  let taken = 0;
  return {
    pid: worker.pid,
    people,
    rtpCapabilities: router.rtpCapabilities as RtpCapabilities,
    take: () => {
      const place = places[taken++];
      if (place === undefined) throw new Error("all connections are used");
      return createCaller({ ...place, router, people });
    },
    usedMs: async () => {
      const { ru_utime: user, ru_stime: system } = await worker.getResourceUsage();
      return user + system;
    },
    close: async () => {
      people.stop();
      router.close();
      // What it still has to say comes before this answer.
      await worker.getResourceUsage();
      await endWorker(worker);
    },
  };
}

/** Its process too. */
export async function endWorker(worker: Worker): Promise<void> {
  const ended = new Promise((resolve) => worker.once("subprocessclose", () => resolve(undefined)));
  worker.close();
  await ended;
}

async function openTransport(router: Router) {
  const port = await freePort();
  const transport = await router.createWebRtcTransport({
    // Shared with a socket of this process; it gets nothing, because the worker's is bound to the very address.
    listenInfos: [
      { protocol: "udp", ip: ADDRESS, port, flags: { udpReusePort: true }, recvBufferSize: RECEIVE_BUFFER_BYTES },
    ],
    enableTcp: false,
    iceConsentTimeout: 0,
    initialAvailableOutgoingBitrate: 2_000_000,
  });
  return { transport, port };
}

export async function freePort(): Promise<number> {
  const socket = await bind(0, ADDRESS);
  const { port } = socket.address();
  await endSocket(socket);
  return port;
}

/** Says to each, from the port that the other side will have: here I am. */
async function introduce(remotePort: number, transports: readonly WebRtcTransport[]): Promise<void> {
  const socket = await bind(remotePort, ADDRESS);
  for (const transport of transports) {
    const known = new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error("a caller did not answer")), LONGEST_PATIENCE_MS);
      transport.on("icestatechange", (state) => {
        if (state !== "completed") return;
        clearTimeout(late);
        resolve();
      });
    });
    const { port } = transport.iceCandidates[0] ?? {};
    socket.send(writeBindingRequest(transport.iceParameters), port ?? 0, ADDRESS);
    await known;
  }
  await endSocket(socket);
}

function createCaller({
  transport,
  port,
  router,
  people,
}: {
  readonly transport: WebRtcTransport;
  readonly port: number;
  readonly router: Router;
  readonly people: InventedPeople;
}): Caller {
  let asking: NodeJS.Timeout | undefined;
  let socket: Socket | undefined;

  async function connectTo(
    { iceParameters, iceCandidates, dtlsParameters }: TransportOffer,
    connect: (parameters: DtlsParameters) => Promise<unknown>,
  ): Promise<void> {
    const remote = iceCandidates.find(({ protocol }) => protocol === "udp");
    if (remote === undefined) throw new Error("the other side offers no UDP");
    const asker = await bind(port, ANYWHERE, true);
    socket = asker;
    const ask = () => asker.send(writeBindingRequest(iceParameters), remote.port, remote.address);
    ask();
    asking = setInterval(ask, ASK_AGAIN_MS);
    // One, as browsers send.
    const fingerprints = transport.dtlsParameters.fingerprints.filter(({ algorithm }) => algorithm === "sha-256");
    await connect({ role: "client", fingerprints });
    await transport.connect({ dtlsParameters: { ...dtlsParameters, role: "server" } as DtlsParameters });
    await secured(transport);
  }

  async function send(person: number, source: MediaSource): Promise<RtpParameters> {
    const producer = people.people[person % PEOPLE]?.[source];
    const { rtpParameters } = await transport.consume({
      producerId: producer?.id ?? "",
      rtpCapabilities: router.rtpCapabilities,
      pipe: true,
    });
    return rtpParameters as RtpParameters;
  }

  async function receive({ kind, rtpParameters }: ConsumerOffer): Promise<Arriving> {
    // One stream arrives, whatever it was chosen from.
    const encodings = rtpParameters.encodings.map(({ scalabilityMode: _layers, ...encoding }) => encoding);
    const producer = await transport.produce({ kind, rtpParameters: { ...rtpParameters, encodings } });
    return { count: () => countArrived(producer), listen: (heard) => listenTo(router, producer, heard) };
  }

  return {
    connectTo,
    send,
    receive,
    close: () => {
      clearInterval(asking);
      socket?.close();
      transport.close();
    },
  };
}

function secured(transport: WebRtcTransport): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`DTLS is still ${transport.dtlsState}`)), LONGEST_PATIENCE_MS);
    const look = () => {
      if (transport.dtlsState !== "connected") return;
      clearTimeout(late);
      resolve();
    };
    transport.on("dtlsstatechange", look);
    look();
  });
}

async function countArrived(producer: Producer): Promise<Arrived> {
  const streams = (await producer.getStats()).filter(({ type }) => type === "inbound-rtp");
  const sum = (read: (stream: (typeof streams)[number]) => number) => streams.reduce((all, one) => all + read(one), 0);
  return {
    packets: sum(({ packetCount }) => packetCount),
    bytes: sum(({ byteCount }) => byteCount),
    lost: sum(({ packetsLost }) => packetsLost),
  };
}

async function listenTo(router: Router, producer: Producer, heard: (ageMs: number) => void): Promise<void> {
  const transport = await router.createDirectTransport();
  const consumer = await transport.consume({ producerId: producer.id, rtpCapabilities: router.rtpCapabilities });
  consumer.on("rtp", (packet) => heard(performance.now() - readSentAtMs(packet, headerBytes(packet))));
}

/** RFC 3550, 5.1 and 5.3.1. */
function headerBytes(packet: Buffer): number {
  const fixed = 12 + 4 * ((packet[0] ?? 0) & 0x0f);
  const isExtended = ((packet[0] ?? 0) & 0x10) !== 0;
  return isExtended ? fixed + 4 + 4 * packet.readUInt16BE(fixed + 2) : fixed;
}

async function bind(port: number, address: string, isShared = false): Promise<Socket> {
  const socket = createSocket({ type: "udp4", reuseAddr: isShared });
  socket.bind(port, address);
  await once(socket, "listening");
  return socket;
}

async function endSocket(socket: Socket): Promise<void> {
  const ended = once(socket, "close");
  socket.close();
  await ended;
}
