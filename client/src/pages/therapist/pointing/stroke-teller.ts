// Tells the patient of a drawing while it is made: all of it so far, a dozen times a second at the most, the last of it always.
import type { PointingMessage } from "@ensemble/shared/protocol/annotation-form.ts";

type Told = Omit<Extract<PointingMessage, { kind: "stroke" }>, "kind" | "points"> & {
  readonly points: readonly (readonly [number, number])[];
};

export interface StrokeTeller {
  readonly tell: (stroke: Told) => void;
  /** What was told is taken back. */
  readonly giveUp: () => void;
  /** What was told comes as an annotation now. */
  readonly finished: () => void;
}

const TELL_EVERY_MS = 80;

export function createStrokeTeller(send: (message: PointingMessage) => void, nowMs: () => number): StrokeTeller {
  let told: Told | undefined;
  let waiting: Told | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastMs = Number.NEGATIVE_INFINITY;
  const say = ({ participantId, annotationId, tool }: Told, points: Told["points"]) =>
    send({ kind: "stroke", participantId, annotationId, tool, points: points.map(([x, y]) => [x, y]) });
  const flush = () => {
    timer = undefined;
    if (waiting === undefined) return;
    lastMs = nowMs();
    told = waiting;
    say(waiting, waiting.points);
    waiting = undefined;
  };
  const stop = () => {
    clearTimeout(timer);
    timer = undefined;
    waiting = undefined;
    told = undefined;
  };
  return {
    tell: (stroke) => {
      waiting = stroke;
      timer ??= setTimeout(flush, Math.max(0, lastMs + TELL_EVERY_MS - nowMs()));
    },
    giveUp: () => {
      if (told !== undefined) say(told, []);
      stop();
    },
    finished: stop,
  };
}
