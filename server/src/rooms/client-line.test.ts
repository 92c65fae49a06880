import { expect, test } from "vitest";
import { createClientLine } from "./client-line.ts";
import { createNotingSocket, turnIsOver } from "./testing/noting-socket.ts";

function createSocket() {
  const { socket, left } = createNotingSocket();
  return { socket, left, line: createClientLine(socket) };
}

const write = (line: { write: (frames: Uint8Array) => void }, text: string) => line.write(Buffer.from(text));

test("frames of one turn leave in one piece and in order", async () => {
  const { left, line } = createSocket();
  write(line, "patch ");
  write(line, "bodies");
  expect(left).toEqual([]);
  await turnIsOver();
  expect(left).toEqual([["patch bodies"]]);
  write(line, "next");
  await turnIsOver();
  expect(left).toEqual([["patch bodies"], ["next"]]);
});

test("each client gets its own", async () => {
  const [one, other] = [createSocket(), createSocket()];
  write(one.line, "a");
  write(other.line, "b");
  write(one.line, "c");
  await turnIsOver();
  expect([one.left, other.left]).toEqual([[["ac"]], [["b"]]]);
});

test("what ws sends by itself does not overtake what was written before", async () => {
  const { socket, left, line } = createSocket();
  write(line, "first ");
  socket.cork();
  socket.write("head ");
  socket.write("second ");
  socket.uncork();
  write(line, "third");
  await turnIsOver();
  expect(left.flat().join("")).toBe("first head second third");
});

test("a connection that was cut in the same turn is written nothing more", async () => {
  const { socket, left, line } = createSocket();
  const failed: Error[] = [];
  socket.on("error", (error) => failed.push(error));
  write(line, "lost");
  socket.destroy();
  await turnIsOver();
  expect([left, failed]).toEqual([[], []]);
});
