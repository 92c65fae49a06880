// A seat in a session held by a program that sends what it likes, comes back only when told to, and writes down all it is told.
import { randomUUID } from "node:crypto";
import { Client, type Room } from "@colyseus/sdk";
import {
  type CommandAnswer,
  type HelloAnswer,
  PROTOCOL_VERSION,
  ROOM_NAME,
} from "@ensemble/shared/protocol/room-messages.ts";
import { signInByLink } from "../../src/demo/simulated-participant.ts";

const ANSWERED_WITHIN = { timeout: 60_000 };

type Fields = Readonly<Record<string, unknown>>;
export interface SeenState {
  readonly phase: string;
  readonly setState: string;
  readonly exerciseId: string;
  readonly participants: Readonly<Record<string, Fields>>;
  readonly clinical: Readonly<Record<string, Fields>>;
}
export interface RawSeat {
  readonly room: Room;
  readonly socket: WebSocket;
  readonly page: string;
  readonly me: { readonly personId: string };
  readonly messages: readonly { readonly type: string; readonly message: unknown }[];
  readonly refusals: () => readonly string[];
  /** Every state it was shown, as plain values. */
  readonly states: readonly SeenState[];
  readonly hello: () => Promise<HelloAnswer>;
  readonly command: (command: object, commandId?: string) => Promise<CommandAnswer>;
  readonly media: (request: object) => Promise<unknown>;
  /** The code with which the connection ended. */
  readonly ended: Promise<number>;
  readonly isOpen: () => boolean;
  readonly close: () => void;
}

/** `page`: which load of a page it says it is; a new one when nothing is said. */
export async function takeRawSeat(
  url: string,
  seat: { readonly groupSessionId: string; readonly link: string; readonly page?: string },
): Promise<RawSeat> {
  const { cookie, me } = await signInByLink(url, seat.link);
  const page = seat.page ?? randomUUID();
  const { groupSessionId } = seat;
  const room: Room = await new Client(url, { headers: { cookie } }).joinOrCreate(ROOM_NAME, { groupSessionId, page });
  room.reconnection.enabled = false;
  const socket = (room.connection.transport as unknown as { ws: WebSocket }).ws;
  const messages: { type: string; message: unknown }[] = [];
  const states: SeenState[] = [];
  room.onMessage("*", (type, message) => messages.push({ type: String(type), message }));
  room.onStateChange((state) => states.push(structuredClone((state as unknown as { toJSON(): SeenState }).toJSON())));
  room.onError(() => undefined);
  const ended = new Promise<number>((resolve) => socket.addEventListener("close", ({ code }) => resolve(code)));
  const hello = { protocol: PROTOCOL_VERSION, clockId: randomUUID(), source: "simulated" };
  return {
    room,
    socket,
    page,
    me,
    messages,
    states,
    refusals: () =>
      messages.flatMap(({ type, message }) => (type === "refusal" ? [(message as { code: string }).code] : [])),
    hello: () => room.request("hello", hello, ANSWERED_WITHIN) as Promise<HelloAnswer>,
    command: (command, commandId = randomUUID()) =>
      room.request("command", { commandId, command }, ANSWERED_WITHIN) as Promise<CommandAnswer>,
    media: (request) => room.request("media", request, ANSWERED_WITHIN),
    ended,
    isOpen: () => socket.readyState === WebSocket.OPEN,
    close: () => void room.leave(),
  };
}
