// A seat in a session from which anything may be sent, over the real client and below it.
import { randomUUID } from "node:crypto";
import { Client, type Room } from "@colyseus/sdk";
import { type HelloAnswer, PROTOCOL_VERSION, ROOM_NAME } from "@ensemble/shared/protocol/room-messages.ts";
import { waitUntil } from "../cluster/wait-until.ts";
import type { FindLeak } from "./judge-answer.ts";

export const CLOSED = "the connection was closed";
const PATIENCE_MS = 15_000;

export interface HostileSeat {
  readonly send: (type: string | number, message: unknown) => void;
  readonly sendBytes: (type: string, bytes: Uint8Array) => void;
  /** Below the client: one message of the socket. */
  readonly sendRaw: (bytes: Uint8Array) => void;
  readonly request: (type: string, message: unknown) => Promise<unknown>;
  readonly isOpen: () => boolean;
  /** Says a proper hello until it is welcomed, which waits for its budget too. */
  readonly greet: () => Promise<Extract<HelloAnswer, { welcome: true }>>;
  /** A proper command until it is neither too many nor unanswered. */
  readonly command: (command: object) => Promise<unknown>;
  /** What came that nobody may be told. */
  readonly leak: () => string | undefined;
  readonly close: () => void;
}

export async function takeHostileSeat(
  url: string,
  groupSessionId: string,
  cookie: string,
  findLeak: FindLeak,
): Promise<HostileSeat> {
  const sdk = new Client(url, { headers: { cookie } });
  const room = await sdk.joinOrCreate(ROOM_NAME, { groupSessionId, page: randomUUID() });
  room.reconnection.enabled = false;
  const socket = (room.connection.transport as unknown as { ws: WebSocket }).ws;
  let leak: string | undefined;
  socket.addEventListener("message", ({ data }) => {
    leak ??= findLeak(new Uint8Array(data as ArrayBuffer));
  });
  room.onMessage("*", () => undefined);
  room.onError(() => undefined);
  room.onLeave(() => undefined);
  const request = (type: string, message: unknown) => room.request(type, message, { timeout: PATIENCE_MS });
  const isOpen = () => socket.readyState === WebSocket.OPEN;
  /** Until it is so, or nothing can be asked for any more. */
  const insist = async (look: () => Promise<void>) => {
    await waitUntil(async () => {
      if (isOpen()) await look();
    }, PATIENCE_MS);
    if (!isOpen()) throw new Error(CLOSED);
  };
  const hello = { protocol: PROTOCOL_VERSION, clockId: randomUUID(), source: "simulated" };
  return {
    send: (type, message) => (room as Room).send(type, message),
    sendBytes: (type, bytes) => room.sendBytes(type, bytes),
    sendRaw: (bytes) => socket.send(bytes as Uint8Array<ArrayBuffer>),
    request,
    isOpen,
    greet: async () => {
      let answer: HelloAnswer | undefined;
      await insist(async () => {
        answer = (await request("hello", hello)) as HelloAnswer;
        if (!answer.welcome) throw new Error(`hello was refused: ${answer.code}`);
      });
      return answer as Extract<HelloAnswer, { welcome: true }>;
    },
    command: async (command) => {
      let answer: unknown;
      await insist(async () => {
        answer = await request("command", { commandId: randomUUID(), command });
        if ((answer as { code?: string }).code === "protocol/too_many") throw new Error("no budget for a command");
      });
      return answer;
    },
    leak: () => leak,
    close: () => void room.leave(false),
  };
}
