// How a picture begins for a viewer, on a real worker: the seat's transports are direct ones, so that the test is both ends of the line.
import type { EventEmitter } from "node:events";
import type { RtpParameters } from "@ensemble/shared/protocol/media-parameters.ts";
import { createWorker } from "mediasoup";
import type { Consumer, DirectTransport, Producer, ProducerOptions, Router, Worker } from "mediasoup/types";
import { afterEach, beforeEach, describe, expect, inject, it, vi } from "vitest";
import { CODECS } from "../src/codecs.ts";
import { MediaSeat } from "../src/media-seat.ts";
import { parseRtpPacket } from "../src/recording/rtp-packet.ts";
import { cameraParameters } from "./browser-parameters.ts";
import { InventedSender, inventDeltaFrame, inventKeyFrame } from "./invented-media.ts";

const PATIENCE = { timeout: 20_000, interval: 20 };
const SSRC = 1_000;
const PAYLOAD_TYPE = 96;
const PICTURE_TICKS = 3_000;
/** Of RTCP: feedback about pictures, and its format that asks for a whole one. */
const PAYLOAD_FEEDBACK = 206;
const FULL_INTRA_REQUEST = 4;

let worker: Worker;
let router: Router;
let ana: MediaSeat;
let thea: MediaSeat;
let producer: Producer;
/** Of all viewers. */
let consumers: Consumer[];
/** Whether what is opened is connected, and the way to connect what was opened last. */
let connectedAtOnce: boolean;
let connect: () => void;
/** What the worker has been told of it. */
let keyFramesApartMs: number | undefined;
/** Questions for a key frame that have reached the sender. */
let asked: number;
/** Of what the viewer is sent, the numbers of the pictures. */
let received: number[];

beforeEach(async () => {
  worker = await createWorker({ workerBin: inject("mediaWorker"), logLevel: "none" });
  router = await worker.createRouter({ mediaCodecs: CODECS });
  asked = 0;
  received = [];
  consumers = [];
  connectedAtOnce = true;
  [ana, thea] = [openSeat(), openSeat()];
});
afterEach(() => worker.close());

function openSeat(): MediaSeat {
  const direct = { rtpCapabilities: router.rtpCapabilities, createWebRtcTransport: openDirect };
  return new MediaSeat({
    router: direct as never,
    server: undefined as never,
    report: (what, detail) => expect.unreachable(`${what} ${String(detail)}`),
    onProducerClosed: () => undefined,
  });
}

async function openDirect(): Promise<DirectTransport> {
  const transport = await router.createDirectTransport();
  transport.on("rtcp", (packet) => {
    if (packet[1] === PAYLOAD_FEEDBACK && ((packet[0] ?? 0) & 0x1f) === FULL_INTRA_REQUEST) asked += 1;
  });
  transport.observer.on("newproducer", (made) => {
    producer = made;
  });
  transport.observer.on("newconsumer", (made) => {
    consumers.push(made);
    made.on("rtp", (packet) => received.push((parseRtpPacket(packet)?.timestamp ?? 0) / PICTURE_TICKS));
  });
  const produce = transport.produce.bind(transport);
  const line = { dtlsState: connectedAtOnce ? "connected" : "connecting" };
  connect = () => {
    line.dtlsState = "connected";
    (transport as unknown as EventEmitter).emit("dtlsstatechange", "connected");
  };
  Object.defineProperty(transport, "dtlsState", { get: () => line.dtlsState });
  return Object.assign(transport, {
    setMaxIncomingBitrate: async () => undefined,
    produce: (options: ProducerOptions) => {
      keyFramesApartMs = options.keyFrameRequestDelay;
      return produce(options);
    },
  }) as DirectTransport;
}

/** As Chromium sends a small camera: one size, three layers in time. */
function smallCamera(): RtpParameters {
  const camera = cameraParameters(SSRC);
  return { ...camera, codecs: camera.codecs.slice(0, 1), encodings: [{ ssrc: SSRC, scalabilityMode: "L1T3" }] };
}

/** Once more over the same line, at the same picture. */
let lookAgain: () => Promise<string>;

/** Thea looks at what ana sends; not yet resumed. */
async function look(rtpParameters: RtpParameters): Promise<string> {
  const sending = await ana.openTransport("send");
  const { producerId } = await ana.produce({ transportId: sending.id, source: "camera", rtpParameters });
  const receiving = await thea.openTransport("receive");
  const consume = async () => {
    const rtpCapabilities = structuredClone(router.rtpCapabilities) as never;
    return (await thea.consume({ transportId: receiving.id, producerId, rtpCapabilities })).consumerId;
  };
  lookAgain = consume;
  return consume();
}

function createFilm() {
  const sender = new InventedSender({ payloadType: PAYLOAD_TYPE, ssrc: SSRC });
  let [pictureId, tl0PicIdx] = [0, 0];
  const send = (frame: Uint8Array, temporalLayer: number, layerSync: boolean) => {
    pictureId += 1;
    if (temporalLayer === 0) tl0PicIdx += 1;
    const descriptor = { pictureId, tl0PicIdx, temporalLayer, layerSync };
    for (const packet of sender.picture(frame, pictureId * PICTURE_TICKS, 1_000, descriptor))
      producer.send(Buffer.from(packet));
  };
  return {
    keyFrame: () => send(inventKeyFrame(320, 180), 0, true),
    frame: (temporalLayer: number, layerSync = false) => send(inventDeltaFrame(), temporalLayer, layerSync),
  };
}

describe("a picture in one size with layers in time", () => {
  it("begins with the key frame, also when the encoder leaves out the frame after it", async () => {
    const consumerId = await look(smallCamera());
    const film = createFilm();
    film.keyFrame();
    // So that all layers are known to be sent.
    film.frame(2, true);
    film.frame(1, true);
    film.frame(2);
    await thea.resumeConsumer(consumerId);
    film.keyFrame();
    film.frame(1, true);
    film.frame(2);
    film.frame(0);
    film.frame(2, true);
    await vi.waitFor(() => expect(received).toEqual([5, 6, 7, 8, 9]), PATIENCE);
  });
});

describe("a picture for several viewers", () => {
  it("is asked for a key frame no sooner after the last question than browsers answer one", async () => {
    await look(smallCamera());
    expect(keyFramesApartMs).toBeGreaterThan(300);
  });
});

describe("a picture whose viewer is not connected yet", () => {
  it("is asked for a key frame once the viewer is, and begins with it; paused before, it does not", async () => {
    connectedAtOnce = false;
    const [first, second] = [await look(smallCamera()), await lookAgain()];
    const film = createFilm();
    film.keyFrame();
    await thea.resumeConsumer(first);
    await thea.resumeConsumer(second);
    await thea.pauseConsumer(second);
    // The worker has done all it was asked to.
    await router.dump();
    expect([asked, consumers.map(({ paused }) => paused)]).toEqual([0, [true, true]]);
    connect();
    await vi.waitFor(() => expect(asked).toBeGreaterThanOrEqual(1), PATIENCE);
    film.keyFrame();
    await vi.waitFor(() => expect(received).toEqual([2]), PATIENCE);
    expect(consumers.map(({ paused }) => paused)).toEqual([false, true]);
  });
});

describe("a picture that does not begin", () => {
  it("is asked for again until a key frame has come", async () => {
    const consumerId = await look(smallCamera());
    const film = createFilm();
    film.keyFrame();
    await thea.resumeConsumer(consumerId);
    await vi.waitFor(() => expect(asked).toBeGreaterThanOrEqual(3), PATIENCE);
    expect(received).toEqual([]);
    film.keyFrame();
    await vi.waitFor(() => expect(received).toEqual([2]), PATIENCE);
  });
});
