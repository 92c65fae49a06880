import { randomUUID } from "node:crypto";
import { ClientState, getMessageBytes, Protocol } from "@colyseus/core";
import { DomainError } from "@ensemble/shared/protocol/refusal-codes.ts";
import { MESSAGE_LIMITS_BYTES, PROTOCOL_VERSION, WIRE } from "@ensemble/shared/protocol/room-messages.ts";
import { expect, it, vi } from "vitest";
import { createSpending } from "../platform/budget.ts";
import { listenToClients } from "./listen-to-clients.ts";
import { BUDGETS } from "./message-budget.ts";
import type { SeatClient } from "./room-seat.ts";

type Handler = (client: SeatClient, message: unknown) => unknown;

function openRoom(receivePoses: (participantId: string, bytes: Uint8Array) => void) {
  const handlers = new Map<string, Handler>();
  const room = {
    _onMessage: (_client: SeatClient, _message: Uint8Array) => undefined,
    onMessage: (type: string, handler: Handler) => void handlers.set(type, handler),
  };
  const happened: string[] = [];
  const live = {
    epoch: 1,
    receivePoses: (participantId: string, bytes: Uint8Array) => {
      happened.push(`poses ${[...bytes]}`);
      receivePoses(participantId, bytes);
    },
    hello: () => {
      happened.push("hello");
      return { welcome: true };
    },
    command: async () => {
      happened.push("command");
      return { applied: true };
    },
  };
  const failed = vi.fn();
  const metrics = { frame: vi.fn(), command: vi.fn(), mediaRequest: vi.fn() };
  const media = {
    handle: async (_: string, request: unknown) => {
      if (request !== "offers") throw new DomainError("media/malformed");
      return "what there is";
    },
  };
  const frames = listenToClients(room as never, { live, metrics, failed, media, logger: {} } as never);
  const say = (type: string, message: unknown) => handlers.get(type)?.(client, message);
  const pose = (...bytes: number[]) => {
    const head = getMessageBytes.raw(Protocol.ROOM_DATA_BYTES, WIRE.pose);
    const message = Uint8Array.from([...head, ...bytes]);
    room._onMessage(client, message);
    // As uWebSockets.js does, whose memory it is.
    message.fill(0);
  };
  return { happened, failed, frames, say, pose };
}

const client = {
  state: ClientState.JOINED,
  userData: {
    participantId: "ana",
    line: undefined,
    spendings: Object.fromEntries(
      Object.entries(BUDGETS).map(([kind, budget]) => [kind, createSpending(budget, performance.now())]),
    ),
    refusals: new Map(),
  },
} as unknown as SeatClient;

it("judges frames in their order, when it is told to", () => {
  const { happened, frames, pose } = openRoom(() => undefined);
  pose(1);
  pose(2);
  expect(happened).toEqual([]);
  frames.judge();
  frames.judge();
  expect(happened).toEqual(["poses 1", "poses 2"]);
});

it("lets nothing overtake frames that came before it", async () => {
  const { happened, say, pose } = openRoom(() => undefined);
  pose(1);
  await say(WIRE.command, { commandId: randomUUID(), command: { name: "finishSet" } });
  pose(2);
  say(WIRE.hello, { protocol: PROTOCOL_VERSION, clockId: randomUUID(), source: "camera" });
  expect(happened).toEqual(["poses 1", "command", "poses 2", "hello"]);
});

it("says of which owner an answer about audio and video is, a refusal too", async () => {
  const { say } = openRoom(() => undefined);
  expect(await say(WIRE.media, "offers")).toEqual({ answer: "what there is", epoch: 1 });
  expect(await say(WIRE.media, "nonsense")).toEqual({ refused: "media/malformed", epoch: 1 });
  expect(await say(WIRE.media, "x".repeat(MESSAGE_LIMITS_BYTES.media))).toEqual({
    refused: "protocol/too_large",
    epoch: 1,
  });
});

it("goes on with the next frame when one fails", () => {
  const why = new Error("a bug");
  const { happened, failed, frames, pose } = openRoom((_, bytes) => {
    if (bytes[0] === 1) throw why;
  });
  pose(1);
  pose(2);
  frames.judge();
  expect(happened).toEqual(["poses 1", "poses 2"]);
  expect(failed.mock.calls).toEqual([[why]]);
});
