// Recordings on a real media worker. Pictures and sound are invented: client/e2e/recording.test.ts has real ones.
import type { MediaNode, MediaNodeEvent, MediaSeat } from "@ensemble/shared/protocol/media-node.ts";
import type { RecordedPiece } from "@ensemble/shared/protocol/media-recording.ts";
import type { GroupSessionId, ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { createWorker } from "mediasoup";
import type { DirectTransport, Producer, Router, Worker } from "mediasoup/types";
import { afterEach, beforeEach, describe, expect, inject, it, vi } from "vitest";
import { CODECS } from "../src/codecs.ts";
import { createMediaNode } from "../src/index.ts";
import { RECORDINGS_PER_SESSION } from "../src/recording/recording-limits.ts";
import { SessionRecordings } from "../src/recording/session-recordings.ts";
import { cameraParameters, microphoneParameters } from "./browser-parameters.ts";
import { InventedSender, inventDeltaFrame, inventKeyFrame, inventOpus } from "./invented-media.ts";

const PATIENCE = { timeout: 20_000, interval: 20 };
const CLASS = "class" as GroupSessionId;
const ana: MediaSeat = { groupSessionId: CLASS, participantId: "ana" as ParticipantId };
const bruno: MediaSeat = { groupSessionId: CLASS, participantId: "bruno" as ParticipantId };

type Ended = Extract<MediaNodeEvent, { kind: "recordingEnded" }>;
const endings = (events: readonly MediaNodeEvent[]) =>
  events.filter((event): event is Ended => event.kind === "recordingEnded");

async function refusal(attempt: Promise<unknown>): Promise<string> {
  return attempt.then(
    () => "accepted",
    (error: Error & { code?: string }) => error.code ?? String(error),
  );
}

describe("a recording on a node", () => {
  let node: MediaNode;
  let events: MediaNodeEvent[];

  beforeEach(async () => {
    events = [];
    node = await createMediaNode({
      workers: 1,
      workerBinary: inject("mediaWorker"),
      listen: [{ ip: "127.0.0.1" }],
      report: () => undefined,
    });
    node.subscribe((event) => events.push(event));
    await node.openSession(CLASS, 1);
  });
  afterEach(() => node.close());

  /** Both sources; nothing is connected, so nothing arrives. */
  async function send(seat: MediaSeat, firstSsrc = 1_000): Promise<{ camera: string; microphone: string }> {
    const { id: transportId } = await node.openTransport(seat, "send");
    const produce = async (source: "camera" | "microphone") => {
      const rtpParameters = source === "camera" ? cameraParameters(firstSsrc) : microphoneParameters(firstSsrc + 500);
      return (await node.produce(seat, { transportId, source, rtpParameters })).producerId;
    };
    return { camera: await produce("camera"), microphone: await produce("microphone") };
  }

  it("says what its file will be, once however often it is asked for", async () => {
    const { camera, microphone } = await send(ana);
    const request = { recordingId: "one", producerId: camera };
    const answers = await Promise.all([node.startRecording(ana, request), node.startRecording(ana, request)]);
    expect(answers).toEqual(answers.map(() => ({ source: "camera", mimeType: 'video/webm; codecs="vp8"' })));
    expect(await node.startRecording(ana, { recordingId: "two", producerId: microphone })).toEqual({
      source: "microphone",
      mimeType: 'audio/webm; codecs="opus"',
    });
    await node.stopRecording(ana, "one");
    expect(endings(events)).toMatchObject([{ recordingId: "one", cause: "stopped", pieces: 0, seat: ana }]);
  });

  it("is refused for what is not the seat's, twice at once, and beyond what a session may hold", async () => {
    const { camera, microphone } = await send(ana);
    await node.startRecording(ana, { recordingId: "one", producerId: camera });
    const start = (seat: MediaSeat, recordingId: string, producerId: string) =>
      refusal(node.startRecording(seat, { recordingId, producerId }));
    expect(await start(bruno, "two", camera)).toBe("media/unknown");
    await node.openTransport(bruno, "send");
    expect(await start(bruno, "two", camera)).toBe("media/unknown");
    expect(await start(ana, "two", "invented")).toBe("media/unknown");
    expect(await start(ana, "two", camera)).toBe("media/too_many");
    expect(await start(ana, "one", microphone)).toBe("media/not_now");
    const elsewhere = { ...ana, groupSessionId: "never opened" as GroupSessionId };
    expect(await start(elsewhere, "two", camera)).toBe("media/away");

    let begun = 1;
    for (let seat = 0; begun < RECORDINGS_PER_SESSION; seat += 1) {
      const address = { ...ana, participantId: `p${seat}` as ParticipantId };
      for (const producerId of Object.values(await send(address, 10_000 + 1_000 * seat)))
        if (begun < RECORDINGS_PER_SESSION && (await start(address, producerId, producerId)) === "accepted") begun += 1;
    }
    expect(await start(ana, "two", microphone)).toBe("media/too_many");
    await node.stopRecording(ana, "one");
    expect(await start(ana, "two", microphone)).toBe("accepted");
  });

  it("ends once, and asking an ended one, another's or one that never was to stop is no error", async () => {
    const { camera } = await send(ana);
    await node.startRecording(ana, { recordingId: "one", producerId: camera });
    await node.stopRecording(bruno, "one");
    await node.acknowledgeRecorded(ana, "one", 5);
    expect(endings(events)).toEqual([]);
    await Promise.all([node.stopRecording(ana, "one"), node.stopRecording(ana, "one")]);
    await node.stopRecording(ana, "one");
    await node.stopRecording({ ...ana, groupSessionId: "never opened" as GroupSessionId }, "one");
    await node.acknowledgeRecorded(ana, "one", 5);
    expect(endings(events)).toHaveLength(1);
  });

  it("ends by itself with what it records, and says why", async () => {
    const producers = await send(ana);
    const begin = async () => {
      await node.startRecording(ana, { recordingId: "cam", producerId: producers.camera });
      await node.startRecording(ana, { recordingId: "mic", producerId: producers.microphone });
    };
    await begin();
    await node.closeProducer(ana, producers.camera);
    await vi.waitFor(
      () => expect(endings(events)).toMatchObject([{ recordingId: "cam", cause: "producerClosed" }]),
      PATIENCE,
    );
    await node.closeParticipant(ana);
    expect(endings(events)).toMatchObject([{}, { recordingId: "mic", cause: "seatLeft" }]);

    Object.assign(producers, await send(ana));
    await begin();
    await node.closeSession(CLASS);
    expect(
      endings(events)
        .slice(2)
        .map(({ cause }) => cause),
    ).toEqual(["sessionClosed", "sessionClosed"]);
  });

  it("ends when it is asked for while its seat is left, its session or the node closed", async () => {
    const { camera, microphone } = await send(ana);
    const starting = refusal(node.startRecording(ana, { recordingId: "one", producerId: camera }));
    const left = node.closeParticipant(ana);
    expect(["media/away", "media/unknown"]).toContain(await starting);
    await left;
    const again = await send(ana);
    const closing = refusal(node.startRecording(ana, { recordingId: "two", producerId: again.microphone }));
    await node.close();
    expect(["media/away", "media/unknown"]).toContain(await closing);
    expect(microphone).not.toBe(again.microphone);
  });

  it("ends before the node is closed", async () => {
    const { camera } = await send(ana);
    await node.startRecording(ana, { recordingId: "one", producerId: camera });
    await node.close();
    expect(endings(events)).toMatchObject([{ recordingId: "one", cause: "sessionClosed" }]);
  });
});

describe("what a router forwards", () => {
  let worker: Worker;
  let router: Router;
  let transport: DirectTransport;
  let recordings: SessionRecordings;
  let events: MediaNodeEvent[];

  beforeEach(async () => {
    events = [];
    worker = await createWorker({ workerBin: inject("mediaWorker"), logLevel: "none" });
    router = await worker.createRouter({ mediaCodecs: CODECS });
    transport = await router.createDirectTransport();
    recordings = new SessionRecordings({
      groupSessionId: CLASS,
      worker,
      router,
      report: (what, detail) => expect.unreachable(`${what} ${String(detail)}`),
      emit: (event) => {
        events.push(event);
        if (event.kind === "recordedPiece")
          recordings.acknowledge(event.seat.participantId, event.recordingId, event.piece.index);
      },
    });
  });
  afterEach(() => worker.close());

  const CAMERA = { payloadType: 96, ssrc: 1_000 };
  const MICROPHONE = { payloadType: 111, ssrc: 2_000 };

  async function produce(source: "camera" | "microphone"): Promise<Producer> {
    const camera = cameraParameters(CAMERA.ssrc);
    // One size, and no stream for what is sent again.
    camera.codecs.pop();
    const oneSize = { ...camera, encodings: [{ ssrc: CAMERA.ssrc }] };
    const rtpParameters = source === "camera" ? oneSize : microphoneParameters(MICROPHONE.ssrc);
    return transport.produce({ kind: source === "camera" ? "video" : "audio", rtpParameters });
  }
  const start = (producer: Producer, source: "camera" | "microphone") =>
    recordings.start({ participantId: ana.participantId, recordingId: source, source, producerId: producer.id });
  const piecesOf = (recordingId: string): RecordedPiece[] =>
    events.flatMap((event) =>
      event.kind === "recordedPiece" && event.recordingId === recordingId ? [event.piece] : [],
    );

  /** Sends in the pace of a camera until it is true. */
  async function sendUntil(send: (index: number) => void, done: () => boolean): Promise<void> {
    let index = 0;
    await vi.waitUntil(
      () => {
        send(index);
        index += 1;
        return done();
      },
      { timeout: 20_000, interval: 40 },
    );
  }

  it("is handed over piece by piece, and a key frame is asked for at the start and again ten seconds later", async () => {
    const producer = await produce("camera");
    let asked = 0;
    await producer.enableTraceEvent(["pli", "fir"]);
    producer.on("trace", ({ type }) => {
      if (type === "pli" || type === "fir") asked += 1;
    });
    await start(producer, "camera");
    const sender = new InventedSender(CAMERA);
    let answered = 0;
    await sendUntil(
      (index) => {
        const wanted = answered < asked;
        if (wanted) answered = asked;
        const frame = wanted ? inventKeyFrame(320, 180) : inventDeltaFrame();
        for (const packet of sender.picture(frame, index * 40 * 90)) producer.send(Buffer.from(packet));
      },
      () => piecesOf("camera").filter(({ keyFrame }) => keyFrame).length >= 2,
    );
    await recordings.stop(ana.participantId, "camera");
    const [header, ...media] = piecesOf("camera");
    expect(header).toMatchObject({ kind: "header", index: 0 });
    expect(media[0]).toMatchObject({ kind: "media", keyFrame: true });
    expect(media.every(({ startMs, nowMs }) => startMs <= nowMs && nowMs <= performance.now())).toBe(true);
    expect(endings(events)).toMatchObject([
      { cause: "stopped", pieces: media.length + 1, lost: { frames: 0, heldMs: 0 } },
    ]);
  });

  it("is handed over to the end when its producer closes", async () => {
    const producer = await produce("microphone");
    await start(producer, "microphone");
    const sender = new InventedSender(MICROPHONE);
    let sent = 0;
    await sendUntil(
      (index) => {
        producer.send(Buffer.from(sender.sound(inventOpus(), index * 20 * 48)));
        sent += 1;
      },
      () => sent >= 30,
    );
    producer.close();
    await vi.waitFor(() => expect(endings(events)).toMatchObject([{ cause: "producerClosed" }]), PATIENCE);
    expect(events.at(-1)?.kind).toBe("recordingEnded");
    const [, ...media] = piecesOf("microphone");
    expect(media.reduce((sum, { durationMs }) => sum + durationMs, 0)).toBeGreaterThanOrEqual(29 * 20);
  });

  it("is handed over as far as it came when the worker dies", async () => {
    const producer = await produce("camera");
    await start(producer, "camera");
    const sender = new InventedSender(CAMERA);
    await sendUntil(
      (index) => {
        const frame = index % 20 === 0 ? inventKeyFrame(320, 180) : inventDeltaFrame();
        for (const packet of sender.picture(frame, index * 40 * 90)) producer.send(Buffer.from(packet));
      },
      () => piecesOf("camera").length > 2,
    );
    process.kill(worker.pid, "SIGKILL");
    await vi.waitFor(() => expect(endings(events)).toMatchObject([{ cause: "workerDied" }]), PATIENCE);
    expect(endings(events)[0]?.pieces).toBe(piecesOf("camera").length);
  });
});
