import { ClientState } from "@colyseus/core";
import { expect, it } from "vitest";
import { readLoad } from "./client-load.ts";
import { createLineEcho, putEcho } from "./line-echo.ts";
import type { SeatClient } from "./room-seat.ts";

const OPEN = 1;
const CLOSING = 2;
const MANY = 10_000_000;
const client = (state: number, ref: object, readyState = OPEN) =>
  ({ state, ref, readyState, userData: { seatedAtMs: 0 } }) as unknown as SeatClient;

it("knows over either transport what a client does not read", () => {
  expect(readLoad(client(ClientState.JOINED, { bufferedAmount: 0 }), 0)).toBe("keepsUp");
  expect(readLoad(client(ClientState.JOINED, { bufferedAmount: MANY }), 0)).toBe("lost");
  expect(readLoad(client(ClientState.JOINED, { ws: { getBufferedAmount: () => 0 } }), 0)).toBe("keepsUp");
  expect(readLoad(client(ClientState.JOINED, { ws: { getBufferedAmount: () => MANY } }), 0)).toBe("lost");
});

it("knows of a client that what it was sent has not come through", () => {
  const [socket, echo] = [{ bufferedAmount: 0 }, createLineEcho()];
  putEcho(socket, echo);
  const carried = echo.asked(1_000);
  expect(readLoad(client(ClientState.JOINED, socket), 1_500)).toBe("keepsUp");
  expect(readLoad(client(ClientState.JOINED, socket), 5_000)).toBe("behind");
  echo.answered(carried);
  expect(readLoad(client(ClientState.JOINED, socket), 5_000)).toBe("keepsUp");
});

it("waits for a client that has just been seated", () => {
  expect(readLoad(client(ClientState.JOINING, { bufferedAmount: 0 }), 1_000)).toBe("joining");
  expect(readLoad(client(ClientState.JOINING, { bufferedAmount: 0 }), 60_000)).toBe("lost");
});

it("does not ask a connection that is ending", () => {
  const gone = () => {
    throw new Error("closed");
  };
  expect(readLoad(client(ClientState.JOINED, { ws: { getBufferedAmount: gone } }, CLOSING), 0)).toBeUndefined();
});
