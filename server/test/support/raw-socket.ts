// A WebSocket written by hand, byte for byte, that answers nothing it is told: no ping, and no close.
import type { Socket } from "node:net";
import { openRawRequest, type RawRequest } from "./raw-request.ts";

const UPGRADE = [
  "Upgrade: websocket",
  "Connection: Upgrade",
  "Sec-WebSocket-Version: 13",
  "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
];
/** For a seat that nobody has: it is opened, answered with an error, and closed. */
export const SEAT_OF_NOBODY = "/process/room?sessionId=nobody";

const AT_ONCE = 100;

export function openRawSocket(
  url: string,
  target: string,
  headers: readonly string[] = ["Host: ok"],
  allowHalfOpen = false,
): RawRequest {
  return openRawRequest(url, [`GET ${target} HTTP/1.1`, ...headers, ...UPGRADE, ""], allowHalfOpen);
}

/** `refused`: ended without an answer, whether it was opened before or not. */
export function untilAnsweredOrEnded({ socket, ended }: RawRequest): Promise<"answered" | "refused"> {
  return new Promise((resolve) => {
    let said = "";
    socket.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      if (afterHead(said) !== "") resolve("answered");
    });
    void ended.then(() => resolve("refused"));
  });
}

/** What was said after the answer to the upgrade. */
export function afterHead(said: string): string {
  return said.split("\r\n\r\n").slice(1).join("");
}

/** `first`: whether it is the last of its message, and what it is. The mask is of zeros, which changes nothing. */
export function frame(first: number, ...payload: readonly number[]): Buffer {
  return Buffer.from([first, 0x80 | payload.length, 0, 0, 0, 0, ...payload]);
}

/** As fast as it is taken, until the connection has ended. */
export function sendWithoutEnd(socket: Socket, what: Buffer): void {
  const much = Buffer.concat(Array<Buffer>(AT_ONCE).fill(what));
  const more = () => {
    if (socket.writable) socket.write(much, more);
  };
  more();
}
