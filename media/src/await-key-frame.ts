// A picture that is resumed begins with a key frame. The worker asks its sender for one, once: where the question is lost, or comes while nothing
// is being sent, the viewer gets nothing at all, and a browser that gets nothing does not ask either. So it is asked for again until it comes.
import type { Consumer } from "mediasoup/types";

/** Both are told at once, in the order in which the worker is asked to. */
export interface KeyFrameWait {
  /** Does nothing for a picture that is running. */
  readonly resumed: () => void;
  readonly paused: () => void;
}

type Awaited = Pick<Consumer, "enableTraceEvent" | "on" | "requestKeyFrame" | "observer">;

const FIRST_MS = 1_000;
/** A key frame takes the bytes of many other pictures, from every viewer. */
const SLOWEST_MS = 8_000;

export async function awaitKeyFrames(consumer: Awaited): Promise<KeyFrameWait> {
  let running = false;
  let timer: NodeJS.Timeout | undefined;
  const stopAsking = () => clearTimeout(timer);

  function askAfter(delayMs: number): void {
    timer = setTimeout(() => {
      // Closed in this moment.
      consumer.requestKeyFrame().catch(() => undefined);
      askAfter(Math.min(2 * delayMs, SLOWEST_MS));
    }, delayMs);
  }

  // Of key frames alone, see below.
  consumer.on("trace", stopAsking);
  // The worker begins anew then, by itself and with one question.
  consumer.on("producerresume", () => {
    if (!running) return;
    stopAsking();
    askAfter(FIRST_MS);
  });
  consumer.observer.once("close", stopAsking);
  await consumer.enableTraceEvent(["keyframe"]);
  return {
    resumed: () => {
      if (running) return;
      running = true;
      askAfter(FIRST_MS);
    },
    paused: () => {
      running = false;
      stopAsking();
    },
  };
}
