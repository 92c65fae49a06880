// What no room hears of is read all the same. Whoever sends it without end, answers no close and goes on after the server's end, but does
// answer pings, is cut off long before ws would do so by itself, which is after half a minute or never, and a neighbour notices nothing.
import { Protocol } from "@colyseus/core";
import type { DemonstrationAnswer } from "@ensemble/shared/protocol/http-messages.ts";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { ServerProcess } from "../../scripts/cluster/server-process.ts";
import { signInByLink } from "../src/demo/simulated-participant.ts";
import { describeOverBothTransports } from "./support/over-both-transports.ts";
import type { RawRequest } from "./support/raw-request.ts";
import { type RawSeat, takeRawSeat } from "./support/raw-seat.ts";
import { frame, openRawSocket, SEAT_OF_NOBODY, sendWithoutEnd, untilAnsweredOrEnded } from "./support/raw-socket.ts";
import { createSession } from "./support/simulated-class.ts";
import { testEnvironment } from "./support/test-server.ts";

/** Over uWebSockets.js one who goes on after a close frame is dropped unread, and cut off when its idle time is over. */
const PATIENCE = { timeout: 20_000, interval: 100 };
/** A person's whole budget, what is on its way, and as much again. */
const TAKEN_AT_MOST_BYTES = 80_000_000;
/** One every hundred milliseconds. */
const ANSWERS_MEANWHILE = 10;
const CLOSE = frame(0x88);
const PING = frame(0x89);
/** Whoever sends none for a while is cut off for that. */
const PONG = frame(0x8a);
const MESSAGE = Buffer.concat([frame(0x82, Protocol.PING), PONG]);
const FIRST_FRAGMENT = frame(0x02);
const NEXT_FRAGMENT = frame(0x00);
const LAST_FRAGMENT = frame(0x80);
/** Fewer than ws itself takes exception to. */
const MANY = Buffer.concat([...Array<Buffer>(10_000).fill(NEXT_FRAGMENT), PONG]);

describeOverBothTransports("a server that is sent things without end", ({ name, createServer }) => {
  let server: ServerProcess;
  let created: DemonstrationAnswer;
  let neighbour: RawSeat;
  let drop: (() => Promise<void>) | undefined;

  beforeAll(async () => {
    const environment = await testEnvironment();
    drop = environment.drop;
    server = await createServer(environment.env);
    await server.start();
    created = await createSession(server.url, 2);
    neighbour = await takeRawSeat(server.url, {
      groupSessionId: created.groupSessionId,
      link: created.patients[0]?.link ?? "",
    });
  }, 120_000);
  afterAll(async () => {
    neighbour?.close();
    await server?.stop();
    await drop?.();
  });

  const openSocket = (target: string) => openRawSocket(server.url, target, ["Host: ok"], true);
  const takeSeat = async (): Promise<RawRequest> => {
    const { cookie } = await signInByLink(server.url, created.patients[1]?.link ?? "");
    const answer = await fetch(`${server.url}/matchmake/joinOrCreate/session`, {
      method: "POST",
      headers: { "content-type": "application/json", cookie },
      body: JSON.stringify({ groupSessionId: created.groupSessionId }),
    });
    const { sessionId, processId, roomId } = (await answer.json()) as Record<string, string>;
    const seat = openSocket(`/${processId}/${roomId}?sessionId=${sessionId}`);
    expect(await untilAnsweredOrEnded(seat)).toBe("answered");
    return seat;
  };
  const isCutOff = async ({ socket, ended }: RawRequest) => {
    let isOver = false;
    void ended.then(() => {
      isOver = true;
    });
    await vi.waitFor(async () => {
      expect(await neighbour.hello()).toMatchObject({ welcome: true });
      expect(isOver).toBe(true);
    }, PATIENCE);
    expect(neighbour.isOpen()).toBe(true);
    if (name === "ws") expect(socket.bytesWritten).toBeLessThan(TAKEN_AT_MOST_BYTES);
  };
  const isHarmless = async ({ socket }: RawRequest) => {
    let answers = 0;
    await vi.waitFor(async () => {
      expect(await neighbour.hello()).toMatchObject({ welcome: true });
      answers += 1;
      expect(answers).toBeGreaterThanOrEqual(ANSWERS_MEANWHILE);
    }, PATIENCE);
    expect(neighbour.isOpen()).toBe(true);
    socket.destroy();
  };
  /** uWebSockets.js tells of nothing after a close frame was sent, and not of fragments: there others must not notice it. */
  const isDealtWith = name === "ws" ? isCutOff : isHarmless;
  const dealsWith = name === "ws" ? "cuts off" : "serves others in spite of";

  it("cuts off who has no seat, and does not say that there is one", async () => {
    const nowhere = openSocket("/");
    sendWithoutEnd(nowhere.socket, MESSAGE);
    await isCutOff(nowhere);
  });

  it.each([
    { what: "messages", first: Buffer.alloc(0), sent: MESSAGE },
    { what: "pongs", first: Buffer.alloc(0), sent: PONG },
    { what: "a message without end", first: FIRST_FRAGMENT, sent: MANY },
  ])(`${dealsWith} who has only said that there is a seat, and sends $what`, async ({ first, sent }) => {
    const forged = openSocket(SEAT_OF_NOBODY);
    forged.socket.write(first);
    sendWithoutEnd(forged.socket, sent);
    await isDealtWith(forged);
  });

  it(`${dealsWith} who has left and sends on, without closing`, async () => {
    const seat = await takeSeat();
    seat.socket.write(frame(0x82, Protocol.LEAVE_ROOM));
    sendWithoutEnd(seat.socket, MESSAGE);
    await isDealtWith(seat);
  });

  it(`${dealsWith} who has left and only answers pings, without closing`, async () => {
    const seat = await takeSeat();
    seat.socket.write(frame(0x82, Protocol.LEAVE_ROOM));
    const answering = setInterval(() => seat.socket.write(PONG), 1_000);
    await isDealtWith(seat).finally(() => clearInterval(answering));
  });

  it(`${dealsWith} who has closed, and sends on`, async () => {
    const seat = await takeSeat();
    seat.socket.write(CLOSE);
    sendWithoutEnd(seat.socket, MESSAGE);
    await isDealtWith(seat);
  });

  it(`${dealsWith} who has a seat and sends messages in very many pieces with nothing in them`, async () => {
    const seat = await takeSeat();
    sendWithoutEnd(seat.socket, Buffer.concat([FIRST_FRAGMENT, MANY, LAST_FRAGMENT]));
    await isDealtWith(seat);
  });

  it.each([
    { what: "pongs nobody asked for", sent: PONG },
    { what: "pings", sent: PING },
  ])("cuts off who has a seat and sends $what", async ({ sent }) => {
    const seat = await takeSeat();
    sendWithoutEnd(seat.socket, sent);
    await isCutOff(seat);
  });
});
