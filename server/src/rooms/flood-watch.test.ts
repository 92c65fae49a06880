import { EventEmitter } from "node:events";
import { createPoseFrame } from "@ensemble/shared/movement/pose-frame.ts";
import { CLOSE_CODES } from "@ensemble/shared/protocol/close-codes.ts";
import { createFrameOutbox, expectFrame, keepFrame, takeMessage } from "@ensemble/shared/protocol/frame-outbox.ts";
import { encodeFrame } from "@ensemble/shared/protocol/pose-packet.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { expect, it, vi } from "vitest";
import { type Arrivals, createArrivals } from "./arrivals.ts";
import { watchForFlood } from "./flood-watch.ts";
import { createJoinBudget } from "./join-budget.ts";
import { type SeatClient, takeSeat } from "./room-seat.ts";
import { createSocketMeter, putMeter, type SocketMeter } from "./socket-meter.ts";

const FRAMES_PER_SECOND = 30;
const KEPT_SECONDS = 120;

/** Sizes of what a page sends again after a cut of two minutes or more. */
function readResend(): readonly number[] {
  const outbox = createFrameOutbox();
  const frame = createPoseFrame();
  for (let i = 0; i < KEPT_SECONDS * FRAMES_PER_SECOND; i++) {
    const captureMs = Math.round((i * 1_000) / FRAMES_PER_SECOND);
    keepFrame(outbox, captureMs, (sequence, earlierGone) =>
      encodeFrame({ sequence, captureMs, model: "full", earlierGone }, frame),
    );
  }
  expectFrame(outbox, 1);
  const sizes: number[] = [];
  for (let message = takeMessage(outbox); message !== undefined; message = takeMessage(outbox))
    sizes.push(message.byteLength);
  return sizes;
}

/** Of a message's frame, beside what is in it. */
const HEAD_BYTES = 8;

/** A new connection of a person's. */
function connect(arrivals: Arrivals, spent: () => void): SocketMeter {
  const meter = createSocketMeter(spent);
  meter.seat(arrivals, spent);
  return meter;
}

it("is never too much for a page that is cut again and again and sends everything again as often as it may join", () => {
  let now = 0;
  const joins = createJoinBudget(() => now);
  const arrivals = createArrivals(() => now);
  const spent = vi.fn();
  const come = (sizes: readonly number[]) => {
    const meter = connect(arrivals, spent);
    for (const byteLength of sizes) {
      meter.read(byteLength + HEAD_BYTES);
      meter.frame();
    }
  };
  const resend = readResend();
  expect(resend).toHaveLength(KEPT_SECONDS);
  // Its greeting, commands, answers about pain, what its camera frames, and all that a therapist asks for when it joins the call of a class.
  const others = Array.from({ length: 60 }, () => 2_000);
  let taken = 0;
  for (; joins.spend("session", "ana"); taken += 1) come([...resend, ...others]);
  expect(taken).toBe(20);
  expect(spent).not.toHaveBeenCalled();
  // From then on it is cut every five seconds, for ten minutes, while a database takes nothing.
  for (let cut = 0; cut < 120; cut++) {
    now += 5_000;
    expect(joins.spend("session", "ana")).toBe(true);
    const live = Array.from({ length: 5 * FRAMES_PER_SECOND }, () => 450);
    come([...resend, ...others, ...live]);
  }
  expect(spent).not.toHaveBeenCalled();
});

it("is never too much for a page that sends for an hour as often as a camera can show something new, each frame alone", () => {
  let now = 0;
  const spent = vi.fn();
  const meter = connect(
    createArrivals(() => now),
    spent,
  );
  for (; now < 3_600_000; now += 1_000 / 90) {
    meter.read(410 + HEAD_BYTES);
    meter.frame();
  }
  expect(spent).not.toHaveBeenCalled();
});

it.each([
  { what: "messages", come: (meter: SocketMeter) => [meter.read(7), meter.frame()] },
  { what: "frames that are no messages", come: (meter: SocketMeter) => meter.frame() },
  { what: "bytes", come: (meter: SocketMeter) => meter.read(60_000) },
  { what: "bytes that come one by one", come: (meter: SocketMeter) => meter.read(1) },
])("is too much sooner or later when there is no end of $what", ({ come }) => {
  let now = 0;
  const spent = vi.fn();
  const meter = connect(
    createArrivals(() => now),
    spent,
  );
  for (; now < 120_000 && spent.mock.calls.length === 0; now += 1) come(meter);
  expect(spent).toHaveBeenCalledOnce();
});

it("is paid for by the person, whichever connection it comes over", () => {
  const spent = vi.fn();
  const arrivals = createArrivals(() => 0);
  for (let connection = 0; connection < 10; connection++) {
    const meter = connect(arrivals, spent);
    for (let i = 0; i < 600; i++) meter.frame();
  }
  expect(spent).toHaveBeenCalled();
});

it("closes the connection once, says why, and reads nothing more of it", () => {
  vi.useFakeTimers();
  const terminate = vi.fn();
  const pause = vi.fn();
  const ref = Object.assign(new EventEmitter(), { pause, terminate });
  const leave = vi.fn();
  const client = { ref, leave, send: vi.fn() } as unknown as SeatClient;
  takeSeat(client, { participantId: "ana" as ParticipantId, page: "laptop" }, () => 1);
  const flooded = vi.fn();
  const cut = vi.fn();
  const meter = createSocketMeter(cut);
  putMeter(ref, meter);
  watchForFlood(client, { take: () => false }, flooded);
  const read = vi.fn();
  ref.on("message", read);
  for (let i = 0; i < 100; i++) {
    meter.frame();
    ref.emit("message", Buffer.alloc(1));
  }
  expect(leave.mock.calls).toEqual([[CLOSE_CODES.flooding, undefined]]);
  expect([flooded.mock.calls.length, pause.mock.calls.length, cut.mock.calls.length]).toEqual([1, 1, 0]);
  expect(read.mock.calls.length).toBeLessThan(50);
  expect(terminate).not.toHaveBeenCalled();
  vi.runAllTimers();
  expect(terminate).toHaveBeenCalledOnce();
  vi.useRealTimers();
});
