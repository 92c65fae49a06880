// One HTTP request written by hand, byte for byte, and what came back until the connection ended.
import { connect, type Socket } from "node:net";

export interface RawRequest {
  readonly socket: Socket;
  /** Everything the server said; resolves when the connection has ended, however. */
  readonly ended: Promise<string>;
}

/** `allowHalfOpen`: may go on to send when the server has ended its side. */
export function openRawRequest(url: string, head: readonly string[], allowHalfOpen = false): RawRequest {
  const { hostname, port } = new URL(url);
  const socket = connect({ port: Number(port), host: hostname, allowHalfOpen });
  socket.write(`${head.join("\r\n")}\r\n`);
  let said = "";
  socket.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  const ended = new Promise<string>((resolve) => {
    socket.on("close", () => resolve(said));
    // A connection that was cut off is an answer too.
    socket.on("error", () => socket.destroy());
  });
  return { socket, ended };
}

/** The status of the answer, or "cut off". */
export async function statusOf(request: RawRequest): Promise<number | "cut off"> {
  const status = /^HTTP\/1\.1 (\d{3})/.exec(await request.ended)?.[1];
  return status === undefined ? "cut off" : Number(status);
}
