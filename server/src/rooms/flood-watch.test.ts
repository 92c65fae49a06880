import { EventEmitter } from "node:events";
import { createPoseFrame } from "@ensemble/shared/movement/pose-frame.ts";
import { CLOSE_CODES } from "@ensemble/shared/protocol/close-codes.ts";
import { createFrameOutbox, expectFrame, keepFrame, takeMessage } from "@ensemble/shared/protocol/frame-outbox.ts";
import { encodeFrame } from "@ensemble/shared/protocol/pose-packet.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { expect, it, vi } from "vitest";
import { createArrivals, watchForFlood } from "./flood-watch.ts";
import { createJoinBudget } from "./join-budget.ts";
import { type SeatClient, takeSeat } from "./room-seat.ts";

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

it("is never too much for a page that is cut again and again and sends everything again as often as it may join", () => {
  let now = 0;
  const joins = createJoinBudget(() => now);
  const arrivals = createArrivals(() => now);
  const resend = readResend();
  expect(resend).toHaveLength(KEPT_SECONDS);
  // Its greeting, commands, answers about pain, what its camera frames, and all that a therapist asks for when it joins the call of a class.
  const others = Array.from({ length: 60 }, () => 2_000);
  let taken = 0;
  for (; joins.spend("session", "ana"); taken += 1)
    for (const byteLength of [...resend, ...others]) expect(arrivals.take(byteLength)).toBe(true);
  expect(taken).toBe(20);
  // From then on it is cut every five seconds, for ten minutes, while a database takes nothing.
  for (let cut = 0; cut < 120; cut++) {
    now += 5_000;
    expect(joins.spend("session", "ana")).toBe(true);
    const live = Array.from({ length: 5 * FRAMES_PER_SECOND }, () => 450);
    for (const byteLength of [...resend, ...others, ...live]) expect(arrivals.take(byteLength)).toBe(true);
  }
});

it.each([
  ["messages", 1],
  ["bytes", 60_000],
])("is too much sooner or later when there is no end of %s, whatever they are", (_of, byteLength) => {
  let now = 0;
  const arrivals = createArrivals(() => now);
  let messages = 0;
  for (; messages < 10_000 && arrivals.take(byteLength); messages += 1) now += 1;
  expect(messages).toBeLessThan(10_000);
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
  const left = [1, 1, 0];
  watchForFlood(client, { take: () => left.shift() === 1 }, flooded);
  const read = vi.fn();
  ref.on("message", read);
  for (let i = 0; i < 10; i++) ref.emit("message", Buffer.alloc(1));
  expect(leave.mock.calls).toEqual([[CLOSE_CODES.flooding, undefined]]);
  // The room has heard of the one that was too much, too.
  expect([read.mock.calls.length, flooded.mock.calls.length, pause.mock.calls.length]).toEqual([3, 1, 1]);
  expect(terminate).not.toHaveBeenCalled();
  vi.runAllTimers();
  expect(terminate).toHaveBeenCalledOnce();
  vi.useRealTimers();
});
