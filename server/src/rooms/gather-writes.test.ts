import type { Duplex } from "node:stream";
import { expect, test } from "vitest";
import { gatherWrites } from "./gather-writes.ts";
import { createNotingSocket, turnIsOver } from "./testing/noting-socket.ts";

function createSocket() {
  const { socket, left } = createNotingSocket();
  gatherWrites(socket);
  return { socket, left };
}

/** As ws sends a message: head and body, corked. */
function sendAsWs(socket: Duplex, body: string): void {
  socket.cork();
  socket.write("head");
  socket.write(body);
  socket.uncork();
}

test("messages of one turn leave together and in order", async () => {
  const { socket, left } = createSocket();
  sendAsWs(socket, "one");
  sendAsWs(socket, "two");
  expect(left).toEqual([]);
  await turnIsOver();
  expect(left).toEqual([["head", "one", "head", "two"]]);
});

test("a message of the next turn does not wait for another", async () => {
  const { socket, left } = createSocket();
  sendAsWs(socket, "one");
  await turnIsOver();
  sendAsWs(socket, "two");
  await turnIsOver();
  expect(left).toEqual([
    ["head", "one"],
    ["head", "two"],
  ]);
});

test("what was sent before the end of a connection still leaves", async () => {
  const { socket, left } = createSocket();
  sendAsWs(socket, "last");
  socket.end();
  await turnIsOver();
  expect(left).toEqual([["head", "last"]]);
});
