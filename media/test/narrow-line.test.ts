// A viewer's line that is too narrow: what the worker then leaves out of a picture by itself, the node has to say.
import type { ForwardedPicture, MediaSeat } from "@ensemble/shared/protocol/media-node.ts";
import { observer } from "mediasoup";
import type { Transport } from "mediasoup/types";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { ana, bruno, type CallersOnNode, CLASS, openCallersOnNode } from "./load/callers-on-node.ts";

const PATIENCE = { timeout: 40_000, interval: 200 };
/** The larger of the two sizes takes 500 kbit/s with all its pictures a second, half of that with half of them. */
const ROOM_FOR_HALF = 300_000;

let opened: CallersOnNode;
/** Of this process's mediasoup, by id: a line is made narrow by telling the worker that it is. */
const transports = new Map<string, Transport>();
observer.on("newworker", (worker) =>
  worker.observer.on("newrouter", (router) =>
    router.observer.on("newtransport", (transport) => transports.set(transport.id, transport)),
  ),
);

beforeEach(async () => {
  opened = await openCallersOnNode();
});
afterEach(async () => {
  await opened.close();
  transports.clear();
});

it("says of each picture what goes on beside what is due, and how much of it arrives", {
  timeout: 180_000,
}, async () => {
  const { callers, node } = opened;
  const { consume, receivingId } = await opened.connect();
  const { consumerId } = await consume("camera");
  const linesOf = async (who: MediaSeat) =>
    (await node.readLines(CLASS)).find(({ participantId }) => participantId === who.participantId);
  const whole = { sizes: 2, frames: 3 };
  const untilSent = (sent: Partial<ForwardedPicture["sent"]>) =>
    vi.waitFor(
      async () =>
        expect((await linesOf(bruno))?.pictures).toEqual([
          { consumerId, due: whole, sent: expect.objectContaining(sent) },
        ]),
      PATIENCE,
    );
  const narrow = (bitsPerSecond: number) => transports.get(receivingId)?.setMaxOutgoingBitrate(bitsPerSecond);

  callers.people.start();
  await vi.waitFor(async () => expect((await linesOf(ana))?.arrivingSizes).toBe(2), PATIENCE);
  expect((await linesOf(bruno))?.pictures, "held back").toEqual([]);
  await node.resumeConsumer(bruno, consumerId);
  await untilSent(whole);
  await narrow(ROOM_FOR_HALF);
  await untilSent({ sizes: 2, frames: 2 });
});
