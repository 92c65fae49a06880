// What is sent from a seat in a session: messages and requests nearly right, frames, bytes below the client; in any order. After
// every input the seat must still be answered, and what it asks for properly must still be done.
import { pointingMessage } from "@ensemble/shared/protocol/annotation-form.ts";
import { mediaRequest } from "@ensemble/shared/protocol/media-messages.ts";
import {
  commandRequest,
  deviceCheckMessage,
  framingMessage,
  helloRequest,
  type MESSAGE_LIMITS_BYTES,
  WIRE,
} from "@ensemble/shared/protocol/room-messages.ts";
import fc, { type Arbitrary } from "fast-check";
import type { z } from "zod";
import type { HostileGroups } from "./hostile-group.ts";
import { CLOSED, type HostileSeat } from "./hostile-seat.ts";
import { faultOfRoomAnswer } from "./judge-answer.ts";
import { type Damage, damaged, damages, type PoseInput, poseBytes, poseInputs } from "./pose-input.ts";
import { valuesOf } from "./schema-values.ts";
import { hostileValues, spoiled } from "./spoil-value.ts";

/** What each message a client sends must be like; pose frames are bytes. */
export const CLIENT_SCHEMAS: Readonly<Record<Exclude<keyof typeof MESSAGE_LIMITS_BYTES, "pose">, z.ZodType>> = {
  [WIRE.command]: commandRequest,
  [WIRE.hello]: helloRequest,
  [WIRE.media]: mediaRequest,
  [WIRE.framing]: framingMessage,
  [WIRE.deviceCheck]: deviceCheckMessage,
  [WIRE.pointing]: pointingMessage,
};

/** A few command ids that come again and again, from everybody. */
const COMMAND_IDS = ["00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-00000000000A"];

/** Somewhat below what the transport takes: a message has a head. */
const TRANSPORT_LIMIT = 60_000;

type SeatAction =
  | { readonly kind: "request" | "message"; readonly type: string; readonly value: unknown }
  | { readonly kind: "pose"; readonly pose: PoseInput }
  | { readonly kind: "raw"; readonly index: number; readonly damage: readonly Damage[] }
  | { readonly kind: "bytes"; readonly bytes: Uint8Array };
export interface SeatInput {
  readonly seat: number;
  readonly actions: readonly SeatAction[];
}
/** Traffic of a simulated patient. */
export interface Recorded {
  /** Messages of the socket, as they were sent. */
  readonly raw: readonly Uint8Array[];
  /** The pose messages among them, without the client's head. */
  readonly poses: readonly Uint8Array[];
}

export function messageInputs(known: readonly string[]): Arbitrary<SeatInput> {
  const ids = [...known, ...COMMAND_IDS];
  const typed = Object.entries(CLIENT_SCHEMAS).map(([type, schema]) => {
    const told: readonly string[] = [WIRE.framing, WIRE.deviceCheck, WIRE.pointing];
    const kind = told.includes(type) ? ("message" as const) : ("request" as const);
    const value = spoiled(valuesOf(schema, ids));
    return {
      arbitrary: fc.record({ kind: fc.constant(kind), type: fc.constant(type), value }),
      weight: kindWeight(type),
    };
  });
  const mistyped = fc.record({
    kind: fc.constantFrom("request" as const, "message" as const),
    type: fc.oneof(fc.constantFrom(...Object.values(WIRE), "*", "__proto__", "constructor", ""), fc.string()),
    value: hostileValues,
  });
  const pose = fc.record({ kind: fc.constant("pose" as const), pose: poseInputs });
  const action = fc.oneof(...typed, { arbitrary: mistyped, weight: 2 }, { arbitrary: pose, weight: 1 });
  return fc.record({ seat: fc.nat(5), actions: fc.array(action, { minLength: 1, maxLength: 4 }) });
}

function kindWeight(type: string): number {
  return type === WIRE.command ? 6 : type === WIRE.media ? 3 : 2;
}

export function poseChannelInputs(): Arbitrary<SeatInput> {
  const action = fc.record({ kind: fc.constant("pose" as const), pose: poseInputs });
  return fc.record({ seat: fc.nat(5), actions: fc.array(action, { minLength: 1, maxLength: 6 }) });
}

export function rawInputs(): Arbitrary<SeatInput> {
  const recorded = fc.record({ kind: fc.constant("raw" as const), index: fc.nat(10_000), damage: damages });
  // The client's protocol: a kind from 10 to 22, often with a length, a number or a msgpack value after it.
  const made = fc
    .tuple(
      fc.oneof(fc.integer({ min: 8, max: 24 }), fc.nat(255)),
      fc.array(fc.oneof(fc.nat(255), fc.constantFrom(0xa4, 0xc1, 0xc7, 0xc9, 0xd9, 0xdf, 0xdd, 0xff, 0)), {
        maxLength: 40,
      }),
    )
    .map(([first, rest]) => ({ kind: "bytes" as const, bytes: new Uint8Array([first, ...rest]) }));
  return fc.record({ seat: fc.nat(5), actions: fc.array(fc.oneof(recorded, made), { minLength: 1, maxLength: 6 }) });
}

/** Sends, and says what was wrong. */
export async function trySeatInput(groups: HostileGroups, input: SeatInput, recorded: Recorded): Promise<void> {
  try {
    const { seats } = await groups.current();
    const seat = seats[input.seat % seats.length];
    if (seat === undefined) throw new Error("there is no seat");
    await sendAll(seat, input.actions, recorded);
    await seat.greet();
    const fault = faultOfRoomAnswer("command", await seat.command({ name: "reportEffort", level: 3 }));
    if (fault !== undefined) throw new Error(fault);
    const leak = seats.map((one) => one.leak()).find((one) => one !== undefined);
    if (leak !== undefined) throw new Error(leak);
  } catch (error) {
    groups.drop();
    if ((error as Error).message === CLOSED && input.actions.some(endsConnection)) return;
    throw error;
  }
}

/** By the client's own message of leaving, or one above the transport's limit, after which nothing could be read any more. */
function endsConnection(action: SeatAction): boolean {
  if (action.kind === "raw" || action.kind === "bytes") return true;
  return action.kind !== "pose" && (JSON.stringify(action.value) ?? "").length > TRANSPORT_LIMIT;
}

async function sendAll(seat: HostileSeat, actions: readonly SeatAction[], recorded: Recorded): Promise<void> {
  const { expectedFrame } = await seat.greet();
  const next = { sequence: expectedFrame, captureMs: Math.round(performance.now()) };
  const faults = await Promise.all(
    actions.map(async (action) => {
      if (action.kind === "pose") seat.sendBytes(WIRE.pose, poseBytes(action.pose, next, recorded.poses));
      else if (action.kind === "bytes") seat.sendRaw(action.bytes);
      else if (action.kind === "raw")
        seat.sendRaw(damaged(recorded.raw[action.index % recorded.raw.length] ?? new Uint8Array(), action.damage));
      else if (action.kind === "message") seat.send(action.type, action.value);
      else return faultOfRequest(seat, action.type, action.value);
    }),
  );
  const fault = faults.find((one) => one !== undefined);
  if (fault !== undefined) throw new Error(fault);
}

async function faultOfRequest(seat: HostileSeat, type: string, value: unknown): Promise<string | undefined> {
  try {
    return faultOfRoomAnswer(type, await seat.request(type, value));
  } catch (error) {
    const { message } = error as Error;
    // Refused by the core, as what cannot be read is; the seat is asked again afterwards.
    return message.includes("timed out") ? `a ${type} request was never answered` : undefined;
  }
}
