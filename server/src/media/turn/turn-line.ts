// One connection to a TURN server, by which messages go there and come back: over UDP, TCP or TLS, as its address says.
import { createSocket } from "node:dgram";
import { connect, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { takeFrame } from "./stun-message.ts";

interface TurnAddress {
  readonly secure: boolean;
  readonly host: string;
  readonly port: number;
  readonly transport: "udp" | "tcp";
}

export interface TurnLine {
  readonly send: (message: Buffer) => void;
  readonly close: () => void;
}

export interface LineListener {
  readonly opened: () => void;
  readonly received: (frame: Buffer) => void;
  /** Comes once at most; of a line that was closed from here it does not matter. */
  readonly broken: (error: Error) => void;
}

/** As RFC 7065 has it; undefined for what is none. */
export function parseTurnUrl(url: string): TurnAddress | undefined {
  const parts = /^(turns?):(?:\[([^\]]+)\]|([^:?]+))(?::(\d+))?(?:\?transport=(udp|tcp))?$/.exec(url);
  const host = parts?.[2] ?? parts?.[3];
  const secure = parts?.[1] === "turns";
  const port = Number(parts?.[4] ?? (secure ? 5349 : 3478));
  if (host === undefined || port < 1 || port > 65_535) return undefined;
  const transport = parts?.[5] === "tcp" || (secure && parts?.[5] === undefined) ? "tcp" : "udp";
  return { secure, host, port, transport };
}

/** `trusted`: certificates of authorities besides those this machine trusts. */
export function openTurnLine(
  { secure, host, port, transport }: TurnAddress,
  listener: LineListener,
  trusted?: string,
): TurnLine {
  if (transport === "udp") return openDatagrams(host, port, listener);
  const socket = secure
    ? connectTls({
        host,
        port,
        servername: isName(host) ? host : "",
        ...(trusted === undefined ? {} : { ca: trusted }),
      })
    : connect({ host, port });
  return followStream(socket, secure ? "secureConnect" : "connect", listener);
}

function followStream(socket: Socket, opened: string, listener: LineListener): TurnLine {
  let left: Buffer = Buffer.alloc(0);
  socket.once(opened, listener.opened);
  socket.on("data", (bytes: Buffer) => {
    left = Buffer.concat([left, bytes]);
    for (let taken = takeFrame(left); taken !== undefined; taken = takeFrame(left)) {
      left = taken.rest;
      listener.received(taken.frame);
    }
  });
  socket.on("error", listener.broken);
  socket.once("close", () => listener.broken(new Error("closed by the TURN server")));
  return { send: (message) => void socket.write(message), close: () => void socket.destroy() };
}

function openDatagrams(host: string, port: number, listener: LineListener): TurnLine {
  const socket = createSocket(host.includes(":") ? "udp6" : "udp4");
  socket.on("message", listener.received);
  socket.on("error", listener.broken);
  socket.connect(port, host, listener.opened);
  return { send: (message) => socket.send(message), close: () => void socket.close() };
}

function isName(host: string): boolean {
  return !host.includes(":") && !/^[\d.]+$/.test(host);
}
