import { createPoseFrame, type PoseFrame, snapToGrid } from "@ensemble/shared/movement/pose-frame.ts";
import { encodeFrame, packFrames } from "@ensemble/shared/protocol/pose-packet.ts";
import {
  type AcknowledgementMessage,
  type HelloAnswer,
  OLDEST_PROTOCOL,
  PROTOCOL_VERSION,
  WIRE,
} from "@ensemble/shared/protocol/room-messages.ts";
import { AGREEMENT_VERSION } from "@ensemble/shared/session/agreement.ts";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { joinAsSimulated, type SimulatedParticipant } from "../src/demo/simulated-participant.ts";
import { type SimulatedClass, startSimulatedClass } from "./support/simulated-class.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

const PATIENCE = { timeout: 10_000, interval: 20 };

interface RawRoom {
  readonly sendBytes: (type: string, bytes: Uint8Array) => void;
  readonly send: (type: string, message: unknown) => void;
  readonly connection: { readonly transport: { readonly ws: WebSocket } };
}

/** A body that could be: 33 points of a standing person. */
function standing(atMs: number): PoseFrame {
  const world = Array.from({ length: 99 }, (_, i) => ((i * 7) % 11) / 40 - 0.12);
  const image = Array.from({ length: 99 }, (_, i) => 0.3 + ((i * 5) % 13) / 40);
  return snapToGrid({ atMs, source: "simulated", aspect: 1.5, world, image }, createPoseFrame());
}

function bytesOf(
  sequence: number,
  captureMs: number,
  change: (frame: PoseFrame) => void = () => undefined,
): Uint8Array {
  const frame = standing(captureMs);
  change(frame);
  return encodeFrame({ sequence, captureMs, model: "lite", earlierGone: false }, frame);
}

describe("what a client must not send", () => {
  let server: TestServer;
  let group: SimulatedClass;
  let hostile: SimulatedParticipant;
  let room: RawRoom;
  let refused: string[];
  let told: AcknowledgementMessage | undefined;
  /** The seat's earlier frames are behind it: numbers go on from here. */
  let base = 0;
  const statuses: string[] = [];

  beforeAll(async () => {
    server = await startTestServer();
    group = await startSimulatedClass(server.url, 2);
    // The second patient's seat is taken over by a program that sends what it likes.
    group.patients[1]?.close();
    refused = [];
    hostile = await joinAsSimulated({
      url: server.url,
      groupSessionId: group.created.groupSessionId,
      inviteLink: group.created.patients[1]!.link,
      source: "simulated",
      onRoom: (joined) => {
        room = joined as unknown as RawRoom;
      },
      onStatus: (status) => statuses.push(status),
      onRefusal: (code) => refused.push(code),
      onAcknowledged: (message) => {
        told = message;
      },
    });
    await hostile.link.command({ name: "acceptAgreement", version: AGREEMENT_VERSION });
    const hello = { protocol: PROTOCOL_VERSION, clockId: "a-hostile-clock", source: "simulated" };
    const welcome = (await hostile.link.request(WIRE.hello, hello)) as HelloAnswer;
    base = welcome.welcome ? welcome.expectedFrame - 1 : 0;
  });
  afterAll(async () => {
    hostile?.link.close();
    group?.close();
    await server?.close();
  });

  /** Sends, and waits for the one refusal it must bring. */
  const expectRefusal = async (code: string, send: () => void) => {
    refused.length = 0;
    // Refusals of one kind are told once a second: wait for a quiet second by sending until it is told.
    send();
    await vi.waitFor(() => expect(refused, code).toContain(code), PATIENCE);
    expect(statuses.filter((status) => status !== "connected" && status !== "connecting")).toEqual([]);
  };
  /** Later than everything before, on one clock. */
  let clock = 0;
  const nextTime = () => {
    clock = Math.max(clock + 300, Math.round(performance.now()));
    return clock;
  };
  const sendFrame = (sequence: number, captureMs: number, change?: (frame: PoseFrame) => void) =>
    room.sendBytes(WIRE.pose, packFrames([bytesOf(base + sequence, captureMs, change)]));

  it("refuses frames that cannot be read", async () => {
    await expectRefusal("frame/malformed", () => room.sendBytes(WIRE.pose, new Uint8Array([1])));
    await expectRefusal("frame/wrong_version", () => room.sendBytes(WIRE.pose, new Uint8Array([9, 1, 0, 0])));
    await expectRefusal("protocol/too_large", () => room.sendBytes(WIRE.pose, new Uint8Array(20_000)));
  });

  it("refuses frames no body can have made, and uses up their numbers", async () => {
    const now = nextTime();
    sendFrame(1, now);
    await expectRefusal("frame/impossible_body", () =>
      sendFrame(2, now + 50, (frame) => frame.world.fill(3_000, 0, 3)),
    );
    await expectRefusal("frame/points_identical", () => sendFrame(3, now + 100, (frame) => frame.world.fill(5)));
    await expectRefusal("frame/out_of_range", () => sendFrame(4, now + 150, (frame) => frame.image.fill(9_000, 0, 1)));
    await vi.waitFor(() => expect(told?.through).toBe(base + 4), PATIENCE);
  });

  it("refuses time that runs backwards, stands still, or runs ahead", async () => {
    const now = nextTime();
    sendFrame(5, now);
    await expectRefusal("frame/time_not_increasing", () => sendFrame(6, now - 1_000));
    await expectRefusal("frame/too_fast", () => sendFrame(7, now + 1));
    await expectRefusal("frame/from_the_future", () => sendFrame(8, now + 3_600_000));
  });

  it("acknowledges a frame again that was accepted before, and asks for what is missing", async () => {
    const now = nextTime();
    sendFrame(9, now);
    await vi.waitFor(() => expect(told?.through).toBe(base + 9), PATIENCE);
    refused.length = 0;
    sendFrame(9, now);
    sendFrame(12, now + 200);
    await vi.waitFor(() => expect(told).toMatchObject({ through: base + 9, resendFrom: base + 10 }), PATIENCE);
    expect(refused).toEqual([]);
  });

  it("refuses unknown and malformed messages", async () => {
    await expectRefusal("protocol/unknown_message", () => room.send("drop table", { a: 1 }));
    await expectRefusal("protocol/malformed", () => room.send(WIRE.framing, { framing: "<script>" }));
    expect(
      await hostile.link.request(WIRE.command, { commandId: "x", command: { name: "stopForPain" } }),
    ).toMatchObject({
      applied: false,
      code: "protocol/malformed",
    });
    const command = { name: "reportPain", level: 11 };
    expect(await hostile.link.request(WIRE.command, { commandId: crypto.randomUUID(), command })).toMatchObject({
      code: "protocol/malformed",
    });
    expect(await hostile.link.request(WIRE.media, { op: "produce", transportId: "other" })).toMatchObject({
      refused: "media/malformed",
    });
  });

  it("keeps the connection on bytes that are no message at all", async () => {
    const socket = room.connection.transport.ws;
    for (const bytes of [
      [],
      [13],
      [13, 0xd9],
      [13, 0xa4, 112],
      [255, 255, 255],
      [14, 0xff, 0xc1],
      [22, 0xda, 255, 255],
    ]) {
      socket.send(new Uint8Array(bytes));
    }
    socket.send(new Uint8Array([13, 0xa3, 97, 98, 99, 0xc1]));
    expect(await hostile.link.request(WIRE.hello, { nothing: true })).toMatchObject({ welcome: false });
    expect(socket.readyState).toBe(WebSocket.OPEN);
  });

  it.each(["clock\u0000clock", "clock clock", "clock\ud800clock"])(
    "takes no name of a clock that the journal cannot hold: %j",
    async (clockId) => {
      const hello = { protocol: PROTOCOL_VERSION, clockId, source: "simulated" };
      const answer = await hostile.link.request(WIRE.hello, hello);
      expect(answer).toEqual({ welcome: false, code: "protocol/malformed" });
    },
  );

  it.each([
    ["too_old", OLDEST_PROTOCOL - 1],
    ["too_new", PROTOCOL_VERSION + 1],
  ])("tells a page that it is %s, and keeps the connection", async (what, protocol) => {
    const hello = { protocol, clockId: "another-page", source: "simulated" };
    expect(await hostile.link.request(WIRE.hello, hello)).toEqual({ welcome: false, code: `protocol/${what}` });
    expect(room.connection.transport.ws.readyState).toBe(WebSocket.OPEN);
  });

  it("leaves commands their budget while pictures are negotiated", async () => {
    const answers = [];
    for (let i = 0; i < 20; i++) {
      const media = Array.from({ length: 10 }, () => hostile.link.request(WIRE.media, { op: "offers" }));
      const command = { name: "reportEffort", level: i % 10 };
      answers.push(await hostile.link.request(WIRE.command, { commandId: crypto.randomUUID(), command }));
      await Promise.all(media);
    }
    expect(answers.every((answer) => (answer as { applied: boolean }).applied)).toBe(true);
  });

  it("does not let a flood through, nor close over it", async () => {
    await expectRefusal("protocol/too_many", () => {
      for (let i = 0; i < 400; i++) room.sendBytes(WIRE.pose, new Uint8Array([1]));
    });
    expect(room.connection.transport.ws.readyState).toBe(WebSocket.OPEN);
  });

  it("takes a pain stop at once from a page that has asked for too much of everything else", async () => {
    const command = { name: "declareReady", ready: false };
    const asked = Array.from({ length: 200 }, () => [
      hostile.link.request(WIRE.media, { op: "offers" }),
      hostile.link.request(WIRE.command, { commandId: crypto.randomUUID(), command }),
    ]).flat();
    const stop = hostile.link.request(WIRE.command, {
      commandId: crypto.randomUUID(),
      command: { name: "stopForPain" },
    });
    const answers = await Promise.all(asked);
    expect(answers).toContainEqual(expect.objectContaining({ code: "protocol/too_many" }));
    expect(answers).toContainEqual(expect.objectContaining({ refused: "media/too_many" }));
    expect(await stop).toMatchObject({ applied: true });
  });

  it("takes the first of many pain stops, and counts those that are too many", async () => {
    const therapist = group.therapist.participant;
    const participantId = hostile.me.personId;
    const stopped = () => therapist.state()?.clinical.get(participantId)?.stopped;
    const stop = () =>
      hostile.link.request(WIRE.command, { commandId: crypto.randomUUID(), command: { name: "stopForPain" } });
    await therapist.link.command({ name: "takeAlarm", participantId });
    await therapist.link.command({ name: "agreeResume", participantId });
    await hostile.link.command({ name: "agreeResume" });
    await vi.waitFor(() => expect(stopped()).toBe(false), PATIENCE);
    const before = hostile.refusals();
    const [first, ...others] = await Promise.all(Array.from({ length: 300 }, stop));
    expect(first).toMatchObject({ applied: true });
    await vi.waitFor(() => expect(stopped()).toBe(true), PATIENCE);
    const refusals = others.filter((answer) => (answer as { code?: string }).code === "protocol/too_many");
    expect(refusals.length).toBeGreaterThan(200);
    // A stop that is one by name only pays like any other command.
    const unreadable = { commandId: crypto.randomUUID(), command: { name: "stopForPain", padding: "x".repeat(9_000) } };
    await vi.waitFor(
      async () =>
        expect(await hostile.link.request(WIRE.command, unreadable)).toMatchObject({ code: "protocol/too_large" }),
      PATIENCE,
    );
    await vi.waitFor(async () => {
      await stop();
      expect(hostile.refusals() - before).toBeGreaterThan(200);
    }, PATIENCE);
    expect(await therapist.link.command({ name: "takeAlarm", participantId })).toMatchObject({ applied: true });
    await vi.waitFor(async () => expect(await stop()).toMatchObject({ applied: true }), PATIENCE);
    expect(room.connection.transport.ws.readyState).toBe(WebSocket.OPEN);
  });

  it("bounds what the matchmaker reads", async () => {
    const send = (body: string) =>
      fetch(new URL("/matchmake/joinOrCreate/session", server.url), {
        method: "POST",
        headers: { "content-type": "application/json" },
        body,
      });
    expect((await send(JSON.stringify({ x: "y".repeat(10_000) }))).status).toBe(413);
    const endless = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(65_536)),
    });
    const streamed = await fetch(new URL("/matchmake/joinOrCreate/session", server.url), {
      method: "POST",
      body: endless,
      duplex: "half",
    } as RequestInit).then(
      (response) => response.status,
      () => "cut off",
    );
    expect([413, "cut off"]).toContain(streamed);
    expect((await send("nonsense")).status).toBe(400);
    const uninvited = await send(JSON.stringify({ groupSessionId: group.created.groupSessionId }));
    expect(await uninvited.json()).toMatchObject({ error: "sign_in/required" });
  });

  it("leaves the others undisturbed", async () => {
    await group.therapist.participant.link.command({ name: "chooseExercise", exerciseId: "squat" as never });
    const first = group.patients[0]!.participant;
    expect(first.link.status()).toBe("connected");
    await vi.waitFor(() => expect(first.state()?.exerciseId).toBe("squat"), PATIENCE);
    expect((await fetch(new URL("/healthz", server.url))).status).toBe(200);
  });
});
