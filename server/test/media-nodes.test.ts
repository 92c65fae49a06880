// Media nodes as processes of their own, found through a real Redis: a session stays on one and is opened on another when that one is gone.
import { createHmac, randomBytes } from "node:crypto";
import type { MediaNode, MediaNodeEvent } from "@ensemble/shared/protocol/media-node.ts";
import type { GroupSessionId, ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import type { MediaSource } from "@ensemble/shared/session/may-consume.ts";
import { Redis } from "ioredis";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it, vi } from "vitest";
import { inventKeyFrame, inventOpus } from "../../media/test/invented-media.ts";
import { readRecorded } from "../../media/test/read-recorded.ts";
import { type MediaNodeProcess, startMediaNode } from "../../scripts/cluster/media-node-process.ts";
import { type RunningRedis, startRedis } from "../../scripts/cluster/start-redis.ts";
import { openMediaNodes } from "../src/media/index.ts";
import { proveServer } from "../src/media/nodes/prove-server.ts";
import { cameraParameters } from "./support/browser-media.ts";
import { openDistantSender } from "./support/distant-sender.ts";
import { isStamped, stamp, stampOf } from "./support/invented-node.ts";
import { refusal } from "./support/refusal.ts";

const PATIENCE = { timeout: 30_000, interval: 50 };
const SECRET = randomBytes(32).toString("hex");
const session = (name: string) => name as GroupSessionId;
const seatIn = (name: string) => ({ groupSessionId: session(name), participantId: "ana" as ParticipantId });

describe("media nodes", () => {
  let redis: RunningRedis;
  let nodes: MediaNodeProcess[];
  let opened: MediaNode[];
  const reports: string[] = [];

  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis?.stop());
  beforeEach(async () => {
    // One that was killed is listed for three seconds more.
    const client = new Redis(redis.url);
    await client.flushall();
    client.disconnect();
    nodes = [];
    opened = [];
    reports.length = 0;
  });
  afterEach(async () => {
    await Promise.all(opened.map((one) => one.close()));
    for (const node of nodes) node.thaw();
    await Promise.all(nodes.map((node) => node.kill()));
  });

  const startNode = async (name: string, secret = SECRET) => {
    const env = { REDIS_URL: redis.url, MEDIA_SECRET: secret, MEDIASOUP_WORKER_BIN: inject("mediaWorker") };
    const node = await startMediaNode(name, env);
    nodes.push(node);
    return node;
  };
  /** As a room server has them. */
  const openServer = async (secret = SECRET) => {
    const events: MediaNodeEvent[] = [];
    const media = await openMediaNodes({
      redisUrl: redis.url,
      secret,
      report: (what, detail) => reports.push(`${what}: ${detail instanceof Error ? detail.message : detail}`),
    });
    media.subscribe((event) => {
      events.push(event);
      // One that is dead is told nothing any more.
      if (event.kind === "recordedPiece")
        void media.acknowledgeRecorded(event.seat, event.recordingId, event.piece.index).catch(() => undefined);
    });
    opened.push(media);
    return {
      media,
      pieces: (source: MediaSource) =>
        events.flatMap((event) => (event.kind === "recordedPiece" && event.source === source ? [event.piece] : [])),
      recordingEnds: () =>
        events.flatMap((event) => (event.kind === "recordingEnded" ? [[event.recordingId, event.cause]] : [])),
      lost: () => events.flatMap((event) => (event.kind === "sessionLost" ? [event.groupSessionId] : [])),
    };
  };
  const send = async (media: MediaNode, name: string) => {
    const { id } = await media.openTransport(seatIn(name), "send");
    return media.produce(seatIn(name), { transportId: id, source: "camera", rtpParameters: cameraParameters() });
  };
  const greet = async (address: string) => {
    const socket = new WebSocket(address);
    const heard: string[] = [];
    socket.addEventListener("message", ({ data }) => heard.push(String(data)));
    const next = () =>
      vi.waitFor(() => {
        const word = heard.shift();
        if (word === undefined) throw new Error("nothing is said");
        return word;
      }, PATIENCE);
    const greeting = JSON.parse(await next()) as { nonce: string };
    return { socket, next, ...proveServer(SECRET, greeting.nonce) };
  };
  const announced = async () => {
    const client = new Redis(redis.url);
    const ids = await client.smembers("ensemble:media:nodes");
    const texts = await Promise.all(ids.map((id) => client.get(`ensemble:media:node:${id}`)));
    client.disconnect();
    return texts.flatMap((text) => (text === null ? [] : [JSON.parse(text) as { nodeId: string; sessions: number }]));
  };
  const sessionsOn = async () =>
    Object.fromEntries((await announced()).map(({ nodeId, sessions }) => [nodeId, sessions]));

  it("share sessions among them, and each does all for its own what a node in the process does", async () => {
    await Promise.all([startNode("one"), startNode("two")]);
    const { media } = await openServer();
    expect(await media.health()).toEqual({ status: "ok" });
    for (const name of ["a", "b", "c", "d"]) {
      await media.openSession(session(name), 1);
      expect(await send(media, name)).toEqual({ producerId: expect.any(String) });
      expect(await refusal(media.closeConsumer(seatIn(name), "unknown"))).toBe("media/unknown");
    }
    await vi.waitFor(async () => expect(await sessionsOn()).toEqual({ one: 2, two: 2 }), PATIENCE);
    // What is open is not opened again.
    const { generation } = await media.openSession(session("a"), 1);
    expect((await media.openSession(session("a"), 1)).generation).toBe(generation);
    for (const name of ["a", "b", "c", "d"]) await media.closeSession(session(name));
    await vi.waitFor(async () => expect(await sessionsOn()).toEqual({ one: 0, two: 0 }), PATIENCE);
  });

  it.each(["killed", "standing still"])("that are %s lose their sessions to one that is there", async (how) => {
    const first = await startNode("one");
    const { media, lost } = await openServer();
    const { generation } = await media.openSession(session("a"), 1);
    await startNode("two");
    if (how === "killed") await first.kill();
    else first.freeze();
    await vi.waitFor(() => expect(lost()).toEqual(["a"]), PATIENCE);
    expect(await refusal(send(media, "a"))).toBe("media/away");
    expect((await media.openSession(session("a"), 1)).generation).not.toBe(generation);
    await send(media, "a");
    await vi.waitFor(async () => expect((await sessionsOn()).two).toBe(1), PATIENCE);
  });

  it("that are killed lose at most the last two seconds of what they recorded, and what was handed over plays", async () => {
    const first = await startNode("one");
    const { media, pieces, recordingEnds } = await openServer();
    await media.openSession(session("a"), 1);
    const ana = seatIn("a");
    const sender = await openDistantSender(inject("mediaWorker"), {
      openTransport: () => media.openTransport(ana, "send"),
      connectTransport: (id, dtlsParameters) => media.connectTransport(ana, id, dtlsParameters),
      produce: (what) => media.produce(ana, what),
    });
    const sources = ["camera", "microphone"] as const;
    const made = { camera: () => inventKeyFrame(640, 360), microphone: () => inventOpus() };
    const fileOf = (source: MediaSource) =>
      readRecorded(Buffer.concat(pieces(source).map(({ bytes }) => bytes)), source);
    for (const source of sources) {
      const producerId = await sender.send(source, () => stamp(made[source]()));
      await media.startRecording(ana, { recordingId: source, producerId });
    }
    // More than is lost, and more than a recording hands over before anybody confirms it.
    await vi.waitFor(() => {
      for (const source of sources) expect(pieces(source).length).toBeGreaterThan(6);
    }, PATIENCE);
    const killedAtMs = performance.now();
    await first.kill();
    await vi.waitFor(() => expect(recordingEnds()).toHaveLength(2), PATIENCE);
    sender.close();
    for (const source of sources) {
      const packets = (await fileOf(source)).filter(isStamped);
      const stamps = packets.map(stampOf);
      expect(stamps).toEqual(stamps.toSorted((one, other) => one - other));
      expect(stamps.at(-1)).toBeGreaterThan(killedAtMs - 2_000);
      expect(stamps.at(-1)).toBeLessThan(performance.now());
      expect(packets.length).toBeGreaterThan(100);
    }
  });

  it("record what is sent to them, and every recording is told to have ended once, whatever ends it", async () => {
    const first = await startNode("one");
    const { media, recordingEnds } = await openServer();
    const record = async (name: string, recordingId: string) => {
      await media.openSession(session(name), 1);
      const { producerId } = await send(media, name);
      expect(await media.startRecording(seatIn(name), { recordingId, producerId })).toMatchObject({ source: "camera" });
    };
    for (const name of ["a", "b", "c", "d"]) await record(name, `of-${name}`);
    await media.stopRecording(seatIn("a"), "of-a");
    await media.stopRecording(seatIn("a"), "of-a");
    await media.closeSession(session("b"));
    await media.stopRecording(seatIn("b"), "of-b");
    const other = await openServer();
    await other.media.openSession(session("c"), 2);
    await vi.waitFor(() => expect(recordingEnds()).toHaveLength(3), PATIENCE);
    await first.kill();
    await vi.waitFor(
      () =>
        expect(recordingEnds()).toEqual([
          ["of-a", "stopped"],
          ["of-b", "sessionClosed"],
          ["of-c", "sessionClosed"],
          ["of-d", "workerDied"],
        ]),
      PATIENCE,
    );
    expect(other.recordingEnds()).toEqual([]);
  });

  it("are waited for while there is none", async () => {
    const { media } = await openServer();
    expect(await media.health()).toMatchObject({ status: "down" });
    const opening = media.openSession(session("a"), 1);
    await startNode("one");
    expect((await opening).generation).toEqual(expect.any(String));
  });

  it("send their sessions elsewhere before they end, and take no new ones", async () => {
    const first = await startNode("one");
    const { media, lost } = await openServer();
    await media.openSession(session("a"), 1);
    await startNode("two");
    const ended = first.stop();
    await vi.waitFor(() => expect(lost()).toEqual(["a"]), PATIENCE);
    await media.openSession(session("a"), 1);
    expect(await ended).toBe(0);
    await vi.waitFor(async () => expect(await sessionsOn()).toEqual({ two: 1 }), PATIENCE);
    await send(media, "a");
    expect(lost()).toEqual(["a"]);
  });

  it("close what a room server held whose process is gone", async () => {
    await startNode("one");
    const { media } = await openServer();
    await media.openSession(session("a"), 1);
    await vi.waitFor(async () => expect(await sessionsOn()).toEqual({ one: 1 }), PATIENCE);
    await media.close();
    await vi.waitFor(async () => expect(await sessionsOn()).toEqual({ one: 0 }), PATIENCE);
  });

  it("close what a room server holds that says nothing any more, or what cannot be read", async () => {
    const { address } = await startNode("one");
    const hold = async (name: string) => {
      const { nonce, proof, isNodes, socket, next } = await greet(address);
      socket.send(JSON.stringify({ nonce, proof }));
      expect(isNodes((JSON.parse(await next()) as { proof: string }).proof)).toBe(true);
      socket.send(JSON.stringify({ id: 1, operation: "openSession", arguments: [name, 1] }));
      expect(JSON.parse(await next())).toMatchObject({ id: 1, value: { generation: expect.any(String) } });
      return socket;
    };
    const silent = await hold("a");
    const babbling = await hold("b");
    await vi.waitFor(async () => expect(await sessionsOn()).toEqual({ one: 2 }), PATIENCE);
    babbling.send("no word of any kind");
    await vi.waitFor(async () => expect(await sessionsOn()).toEqual({ one: 0 }), PATIENCE);
    for (const socket of [silent, babbling])
      await vi.waitFor(() => expect(socket.readyState).toBe(WebSocket.CLOSED), PATIENCE);
  });

  it("believe the owner with the highest epoch, and refuse one that has lost the session", async () => {
    await startNode("one");
    const [before, after] = [await openServer(), await openServer()];
    await before.media.openSession(session("a"), 1);
    await after.media.openSession(session("a"), 2);
    await vi.waitFor(() => expect(before.lost()).toEqual(["a"]), PATIENCE);
    expect(await refusal(before.media.openSession(session("a"), 1))).toBe("media/not_allowed");
    expect(await refusal(send(before.media, "a"))).toBe("media/away");
    await send(after.media, "a");
    expect(after.lost()).toEqual([]);
  });

  it("go on while Redis is away, for sessions that run and for new ones", async () => {
    await startNode("one");
    const { media, lost } = await openServer();
    await media.openSession(session("a"), 1);
    await redis.kill();
    await send(media, "a");
    await media.openSession(session("b"), 1);
    await send(media, "b");
    await redis.start();
    await vi.waitFor(async () => expect(await sessionsOn()).toEqual({ one: 2 }), PATIENCE);
    expect(lost()).toEqual([]);
  });

  it("are not spoken to without the secret, on either side, and refuse what does not suit an operation", async () => {
    const { address } = await startNode("one");
    const stranger = await openServer("x".repeat(32));
    const refused = refusal(stranger.media.openSession(session("a"), 1));
    await vi.waitFor(() => expect(reports.join()).toContain("the media node one cannot be reached"), PATIENCE);
    expect(await refused).toBe("media/away");

    const socket = new WebSocket(address);
    const closed = new Promise<void>((resolve) => socket.addEventListener("close", () => resolve()));
    socket.addEventListener("message", ({ data }) => {
      const { nonce } = JSON.parse(String(data)) as { nonce: string };
      const proof = createHmac("sha256", "y".repeat(32)).update(nonce).digest("hex");
      socket.send(JSON.stringify({ nonce, proof }));
    });
    await closed;

    const { media } = await openServer();
    await media.openSession(session("a"), 1);
    expect(await refusal(media.openTransport(seatIn("a"), "sideways" as never))).toBe("media/malformed");
    expect(await refusal(media.produce(seatIn("a"), { transportId: "x", source: "screen" } as never))).toBe(
      "media/malformed",
    );
    await send(media, "a");
  });
});
