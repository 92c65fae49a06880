// One's own repetitions on one's own screen: predicted at once, confirmed by the referee, and never going back within a set.
// Prediction and referee run the same code on the same frames; where they differ (frames lost on the way), the referee wins.

/** Referee and prediction may finish the same repetition this many frames apart. */
const SAME_REPETITION_FRAMES = 6;

export interface OwnCount {
  /** The referee's count. */
  readonly confirmed: number;
  /** Frame that finished the last confirmed one, as far as known. */
  readonly confirmedFrame: number;
  /** Predictions count on from here: the referee's count when they began, corrected where the two disagree. */
  readonly base: number;
  /** Frames at which predicted repetitions ended, oldest first. */
  readonly predictedFrames: readonly number[];
  /** What the screen says. */
  readonly shown: number;
}

/** `confirmed`: the referee's count as this page joined the set. */
export function startCount(confirmed: number): OwnCount {
  return { confirmed, confirmedFrame: 0, base: confirmed, predictedFrames: [], shown: confirmed };
}

/** The page's own referee finished a repetition with this frame. */
export function predictRepetition(count: OwnCount, frame: number): OwnCount {
  return show({ ...count, predictedFrames: [...count.predictedFrames, frame] });
}

/** The referee's word. `frame`: the one that finished the repetition, or the newest known where it is not said. */
export function confirmRepetitions(count: OwnCount, repetitions: number, frame: number): OwnCount {
  if (repetitions <= count.confirmed) return count;
  return show({ ...count, confirmed: repetitions, confirmedFrame: Math.max(count.confirmedFrame, frame) });
}

/**
 * The referee has decided on every frame up to here, and its repetitions were told before. Predictions up to here that it did not
 * confirm have expired, and repetitions it saw and the prediction did not are made up for: later predictions count on from its count.
 */
export function settleThrough(count: OwnCount, frame: number): OwnCount {
  const lastSettled = count.predictedFrames.findLast((predicted) => predicted <= frame) ?? 0;
  // The same repetition may end some frames apart: nothing is concluded while one is fresh.
  if (frame - Math.max(lastSettled, count.confirmedFrame) < SAME_REPETITION_FRAMES) return count;
  return show({
    ...count,
    base: count.confirmed,
    predictedFrames: count.predictedFrames.filter((predicted) => predicted > frame),
  });
}

/** The set is over and every frame of it decided: what remains is the referee's count. */
export function finishCount(count: OwnCount): OwnCount {
  return { ...startCount(count.confirmed), confirmedFrame: count.confirmedFrame };
}

function show(count: OwnCount): OwnCount {
  const predicted = count.base + count.predictedFrames.length;
  return { ...count, shown: Math.max(count.shown, count.confirmed, predicted) };
}
